export function freshWorkspace(name: string): string;
