/** Which files of a workspace are its tests. */

/** Test code by the common conventions of pytest, mocha, jest and vitest, and scripts that try something out: `scripts/test-login.ts`. */
export function isTestPath(path: string): boolean {
  return /(^|\/)(tests?|__tests__|spec|e2e)\/|(^|\/)(test_[^/]*|[^/]*_test|tests|conftest)\.py$|_test\.go$|(^|(^|\/)scripts?\/)test[-_][^/]*\.[cm]?[jt]s$|\.(test|spec)\.[cm]?[jt]sx?$/.test(
    path,
  );
}
