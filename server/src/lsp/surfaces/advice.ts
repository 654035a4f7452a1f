/** Advice as diagnostics and quick fixes: each fix an edit with its saving. */
import { type CodeAction, CodeActionKind, type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import { COMMANDS } from "../../../../shared/ids";
import type { Finding } from "../../advice/rule";
import { RULES } from "../../advice/rules";
import { formatMoney } from "../../base/format";
import type { Range } from "../../base/range";
import { toLspRange, toOffset } from "../convert";
import type { Folder } from "../folder";
import { guard, pausing, throwIfCancelled } from "../guard";
import type { Session } from "../session";
import { textOf, workspaceEdit } from "./requests";
import type { Surface } from "./surface";

export const advice: Surface = {
  id: "advice",
  capabilities: {
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] },
  },
  register(connection, session) {
    connection.onCodeAction(
      guard("codeAction", session, [] as CodeAction[], async ({ textDocument, range }, token) => {
        const found = await session.estimateOf(textDocument.uri);
        throwIfCancelled(token);
        const { folder, estimate, path, lines: map } = found;
        if (!map) return [];
        const from = map.lineStart(map.position(toOffset(map, range.start)).line);
        const to = toOffset(map, range.end);
        const here = estimate.calls.filter(
          ({ call }) => call.site.range.start <= to && from <= call.site.range.end,
        );
        const pause = pausing(token);
        const findings: Finding[] = [];
        for (const call of here) {
          await pause();
          findings.push(...findingsOf(session, folder, call));
        }
        const actions = findings.flatMap((finding) => actionOf(session, folder, finding, path));
        for (const { call } of here)
          actions.push(compareAction(textDocument.uri, session.callRef(folder, call.site.id)));
        return actions;
      }),
    );
  },
};

/** Findings worth a squiggle in the file: those that cost money every turn. Hints of lower rank are only quick fixes. */
export async function adviceDiagnostics(session: Session, uri: string): Promise<readonly Diagnostic[]> {
  const found = await session.estimateOf(uri);
  const { folder, estimate, path, lines: map } = found;
  if (!map) return [];
  const isHere = ({ start }: Range): boolean => map.start <= start && start <= map.end;
  const findings = estimate.calls
    .filter((c) => !c.call.ignored)
    .flatMap((call) => findingsOf(session, folder, call));
  const problems = estimate.directiveProblems
    .filter((p) => isHere(p.range))
    .map((p) => ({
      range: toLspRange(map, p.range),
      message: p.message,
      severity: DiagnosticSeverity.Warning,
      source: "farebox",
    }));
  return [
    ...problems,
    ...findings
      .filter(({ place }) => place.path === path && isHere(place.range))
      .filter((finding) => severityOf(finding) !== null)
      .map((finding) => ({
        range: toLspRange(map, finding.place.range),
        message: finding.message,
        severity: severityOf(finding) ?? DiagnosticSeverity.Hint,
        source: "farebox",
        code: finding.ruleId,
      })),
  ];
}

type Call = Parameters<(typeof RULES)[number]["evaluate"]>[0];

function findingsOf(session: Session, folder: Folder, call: Call): readonly Finding[] {
  const context = { ...session.contextOf(folder), textOf: textOf(folder) };
  return RULES.flatMap((rule) => rule.evaluate(call, context));
}

function severityOf(finding: Finding): DiagnosticSeverity | null {
  const rule = RULES.find((r) => r.meta.id === finding.ruleId);
  if (rule?.meta.severity === "warning") return DiagnosticSeverity.Warning;
  return rule?.meta.severity === "information" ? DiagnosticSeverity.Information : null;
}

function actionOf(session: Session, folder: Folder, finding: Finding, path: string): readonly CodeAction[] {
  const rule = RULES.find((r) => r.meta.id === finding.ruleId);
  if (!rule) return [];
  const saving = finding.saving
    ? ` (saves ${formatMoney(finding.saving.amount, finding.saving.currency)} per run on average)`
    : "";
  const title = `${finding.title}${saving}`;
  const command = finding.command
    ? { title, command: finding.command.command, arguments: [...finding.command.arguments] }
    : undefined;
  if (finding.fix.length === 0 && !command) return [];
  const answer = finding.fix.length > 0 ? workspaceEdit(session, folder, finding.fix) : undefined;
  if (answer && "problem" in answer) return [];
  const diagnostic =
    severityOf(finding) !== null && finding.place.path === path
      ? { diagnostics: [asDiagnostic(session, folder, finding)] }
      : {};
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      ...(answer ? { edit: answer.edit } : {}),
      ...(command ? { command } : {}),
      ...diagnostic,
    },
  ];
}

function asDiagnostic(session: Session, folder: Folder, finding: Finding): Diagnostic {
  return {
    range: session.locationOf(folder, finding.place).range,
    message: finding.message,
    source: "farebox",
    code: finding.ruleId,
  };
}

function compareAction(uri: string, callId: string): CodeAction {
  const command = {
    title: "Compare models for this call…",
    command: COMMANDS.compareModels,
    arguments: [{ uri, callId }],
  };
  return { title: command.title, kind: CodeActionKind.RefactorRewrite, command };
}
