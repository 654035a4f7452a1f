/** What kind of agent a call belongs to: a closed list. The kind is read from the code and decides which recorded runs stand for it. */

export type ArchetypeId =
  | "tool-chat"
  | "tool-task"
  | "coding"
  | "react"
  | "web-research"
  | "rag"
  | "chat"
  | "team"
  | "map"
  | "single";

export interface Archetype {
  readonly id: ArchetypeId;
  /** In a sentence: "as … do". */
  readonly title: string;
  /** Archetypes pooled with it: too alike to be told apart by so few recorded agents. */
  readonly alike: readonly ArchetypeId[];
  /** Whose recorded runs stand for it where it has none of its own, nearest first. */
  readonly nearest: readonly ArchetypeId[];
}

export const ARCHETYPES: Readonly<Record<ArchetypeId, Archetype>> = {
  "tool-chat": {
    id: "tool-chat",
    title: "agents that talk to a person and call tools",
    alike: [],
    nearest: ["tool-task", "react"],
  },
  "tool-task": {
    id: "tool-task",
    title: "agents that work off a task with tools",
    alike: ["tool-chat"],
    nearest: ["tool-chat", "react"],
  },
  coding: {
    id: "coding",
    title: "coding agents with a shell and files",
    alike: [],
    nearest: ["tool-task", "tool-chat"],
  },
  react: {
    id: "react",
    title: "agents that search or query step by step",
    alike: [],
    nearest: ["tool-task", "tool-chat"],
  },
  "web-research": {
    id: "web-research",
    title: "agents that search the web and read pages",
    alike: [],
    nearest: ["tool-task", "react", "tool-chat"],
  },
  rag: {
    id: "rag",
    title: "question answering over retrieved text",
    alike: [],
    nearest: ["react", "tool-task"],
  },
  chat: { id: "chat", title: "conversations with a person", alike: [], nearest: ["tool-chat"] },
  team: { id: "team", title: "teams of agents", alike: [], nearest: ["tool-task", "tool-chat"] },
  map: { id: "map", title: "one request per item", alike: [], nearest: [] },
  single: { id: "single", title: "single requests", alike: [], nearest: [] },
};

/** The archetype of one call and what in the code says so. */
export interface Choice {
  readonly id: ArchetypeId;
  readonly reason: string;
}
