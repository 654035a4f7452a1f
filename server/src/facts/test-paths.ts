/** Which files of a workspace are its tests. */

/** Test code by the common conventions of pytest, mocha, jest and vitest. */
export function isTestPath(path: string): boolean {
  return /(^|\/)(tests?|__tests__|spec|e2e)\/|(^|\/)(test_[^/]*|[^/]*_test|tests|conftest)\.py$|_test\.go$|\.(test|spec)\.[cm]?[jt]sx?$/.test(
    path,
  );
}
