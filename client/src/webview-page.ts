/** The HTML of our webviews: a fixed page that loads one script. What it shows comes by messages and is drawn as text. */
import * as vscode from "vscode";

/** The only values put in are made here or by VS Code; `script` and `title` are ours. */
export function webviewPage(
  webview: vscode.Webview,
  dist: vscode.Uri,
  { script, title }: { readonly script: string; readonly title: string },
): string {
  const nonce = crypto.randomUUID().replaceAll("-", "");
  const asset = (name: string) => webview.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${asset("panel.css")}">
<title>${title}</title>
</head>
<body>
<main id="panel"></main>
<script nonce="${nonce}" src="${asset(script)}"></script>
</body>
</html>`;
}
