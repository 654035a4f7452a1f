import assert from "node:assert/strict";
import type { Quantity } from "../../server/src/base/quantity";
import { Z90 } from "../../server/src/cost/normal";
import { chooseArchetype } from "../../server/src/estimate/archetypes/choose";
import { pooled, varianceBetween } from "../../server/src/estimate/archetypes/pool";
import {
  addedOf,
  outputOf,
  type Records,
  shareOfBound,
  turnsOf,
} from "../../server/src/estimate/archetypes/priors-of";
import { type Figures, RECORDED, type RecordedAgent } from "../../server/src/estimate/archetypes/recorded";
import { typicalAdded, typicalTurns } from "../../server/src/estimate/archetypes/sizes";
import { sizeOfTool } from "../../server/src/estimate/archetypes/tool-size";
import type { ResultSize } from "../../server/src/estimate/tool-code/result-size";
import type { Prompt } from "../../server/src/prompts/prompt";
import { type CallParts, callOf } from "../support/estimates";

const near = (a: number | undefined, b: number): void =>
  assert.ok(a !== undefined && Math.abs(a - b) < 1e-9 * b, `${a} is not ${b}`);

const voice = (agent: string, figures: Figures) => ({ agent, figures });

function agent(name: string, more: Partial<RecordedAgent>): RecordedAgent {
  return {
    agent: name,
    variant: "",
    archetype: "tool-task",
    runs: 1,
    models: 1,
    bound: null,
    turns: [2, 4, 8, 5],
    output: null,
    added: null,
    ...more,
  };
}

const records = (...agents: readonly RecordedAgent[]): Records => ({ agents, results: [] });

describe("pooled priors", () => {
  it("averages quantiles on a logarithmic scale, means plainly, and counts variants of one agent once", () => {
    const pool = pooled(
      [voice("a", [1, 10, 100, 20]), voice("b", [4, 40, 400, 80]), voice("b", [4, 40, 400, 80])],
      "prior:x",
      { between: 0 },
    );
    near(pool?.typical, 20);
    near(pool?.high, 200);
    near(pool?.mean, 50);
    assert.equal(pool?.basis, "assumed");
  });

  it("adds the distance between agents to that within them, more of it the fewer there are", () => {
    const between = 0.3;
    const same = [5, 10, 20, 11] as const;
    const one = pooled([voice("a", same)], "", { between });
    const many = pooled(
      Array.from({ length: 50 }, (_, i) => voice(`a${i}`, same)),
      "",
      { between },
    );
    near(one?.high, 10 * Math.exp(Math.hypot(Math.log(2), Z90 * Math.sqrt(2 * between))));
    assert.ok((one?.high ?? 0) > (many?.high ?? 0) && (many?.high ?? 0) > 20);
    assert.ok((one?.low ?? 9) < (many?.low ?? 0));
    const lonely = pooled([voice("a", [10, 10, 20, 12])], "", { between });
    assert.ok((lonely?.low ?? 10) < 10, "one agent's narrow runs say nothing of the next agent");
    assert.equal(pooled([], "", { between }), undefined);
  });

  it("learn how unlike agents of a kind are from all kinds that have two", () => {
    const groups = [
      [voice("a", [1, 10, 20, 11]), voice("b", [1, 40, 80, 44])],
      [voice("c", [1, 5, 9, 5])],
      [voice("d", [1, 7, 9, 8]), voice("e", [1, 7, 9, 8]), voice("e", [1, 7, 9, 8])],
    ];
    near(varianceBetween(groups), Math.log(2) ** 2);
    assert.equal(varianceBetween([groups[1] ?? []]), undefined);
  });
});

describe("priors of an archetype", () => {
  it("rest on its own agents, and on the nearest archetype's where it has none", () => {
    const given = records(
      agent("own", { archetype: "coding", turns: [40, 50, 60, 50] }),
      agent("near", { turns: [4, 5, 6, 5], output: [1, 2, 3, 2] }),
    );
    near(turnsOf(given, "coding")?.typical, 50);
    near(outputOf(given, "coding")?.typical, 2);
    assert.equal(addedOf(given, "coding"), undefined);
    assert.equal(outputOf(given, "coding")?.ofRun, true);
  });

  it("count rounds where the code asks several times in one", () => {
    const given = records(agent("a", { archetype: "react", turns: [6, 8, 12, 9], callsPerRound: 2 }));
    near(turnsOf(given, "react")?.typical, 4);
    near(typicalTurns(given, "react", null, 1).typical, 4);
    near(typicalTurns(given, "react", null, 3).typical, 12);
  });

  it("lie between the bound's share and the kind's own turns under a telling bound, and ignore a safety net", () => {
    const given = records(agent("a", { bound: 20, turns: [5, 10, 15, 10] }));
    near(shareOfBound(given)?.typical, 0.5);
    const turns: Quantity = typicalTurns(given, "tool-task", 40, 1);
    near(turns.typical, Math.sqrt(20 * 10));
    assert.ok(turns.high <= 40);
    near(typicalTurns(given, "tool-task", 200, 1).typical, 10);
    assert.equal(typicalTurns(given, "tool-task", 3, 1).high, 3);
  });

  it("are ordered, and hold for every recorded agent", () => {
    for (const { turns, output, added } of RECORDED)
      for (const figures of [turns, output, added]) {
        if (!figures) continue;
        const [low, typical, high, mean] = figures;
        assert.ok(low > 0 && low <= typical && typical <= high && low <= mean && mean <= high * 2);
      }
  });
});

describe("archetypes", () => {
  const choose = (parts: CallParts) => {
    const { site, shape, prompt } = callOf(parts);
    return chooseArchetype(site, shape, prompt);
  };
  const tool = (name: string): Prompt["tools"][number] => ({
    name,
    json: "{}",
    origin: "literal",
    place: { path: "a.py", range: { start: 0, end: 1 } },
  });
  const withTools = (...names: readonly string[]): CallParts => ({
    site: { hasTools: true },
    prompt: { tools: names.map(tool) },
  });

  it("are chosen by tools, prompt and loop, with a reason", () => {
    assert.equal(choose({ shape: { kind: "none" } }).id, "single");
    assert.equal(choose({ shape: { kind: "map" } }).id, "map");
    assert.equal(choose({ shape: { kind: "chat" } }).id, "chat");
    assert.equal(choose({ site: { sdk: "crewai" } }).id, "team");
    assert.deepEqual(choose(withTools("bash", "submit")), {
      id: "coding",
      reason: "its tools run commands (bash)",
    });
    assert.equal(choose(withTools("run_bash")).id, "coding");
    assert.equal(choose(withTools("read_file", "notes")).id, "coding");
    assert.equal(choose(withTools("web_search", "webSearch", "write_file")).id, "web-research");
    const helper = withTools("fetch_page", "get_order", "get_user", "cancel_order", "send_mail");
    assert.equal(choose(helper).id, "tool-task", "one helper of five tells nothing");
    assert.equal(choose(withTools("web_search", "notes")).id, "web-research");
    assert.equal(choose(withTools("get_order")).id, "tool-task");
    const steps = "Thought 1: look\nAction 1: search[x]\nObservation 1: found";
    assert.equal(choose({ system: steps }).id, "react");
    const tooled = "Think: look\nTool: search(x)\nObservation: found";
    assert.equal(choose({ system: tooled }).id, "react");
  });

  it("say what the code does: a framework without tools asks once, a constant prompt feeds nothing back", () => {
    const alone = { site: { kind: "loop" }, shape: { kind: "framework", boundOrigin: "none" } } as const;
    assert.deepEqual(choose(alone), {
      id: "single",
      reason: "it has no tools, so a run ends with its first answer",
    });
    const growth = { kind: "constant", window: null, dropsPrefix: false, reason: "", place: null } as const;
    assert.match(choose({ shape: { kind: "agent", growth } }).reason, /decides whether it is asked again/);
  });

  it("tell agents that talk from agents that only work, by what joins the history", () => {
    const place = { path: "a.py", range: { start: 0, end: 1 } };
    const talks = { results: [{ place, kind: "user", limitChars: null }] } as const;
    assert.equal(choose({ ...withTools("get_order"), shape: talks }).id, "tool-chat");
    assert.equal(
      choose({ ...withTools("get_order"), system: "Send a message to the user." }).id,
      "tool-chat",
    );
    assert.equal(
      choose({
        ...withTools("get_order"),
        system: "Send no message to the user: you cannot communicate with the user.",
      }).id,
      "tool-task",
    );
  });
});

describe("results of tools", () => {
  const place = { path: "tools.py", range: { start: 0, end: 1 } };
  const placeText = (): string => "tools.py:1";
  const prior: Quantity = { low: 20, typical: 300, high: 2000, mean: 700, basis: "assumed", source: "prior" };

  it("are what the code cuts them to, however much was recorded of their kind", () => {
    const cut: ResultSize = { kind: "characters", most: 2000, place };
    assert.deepEqual(sizeOfTool(prior, cut, placeText), {
      low: 20,
      typical: 300,
      high: 500,
      mean: 500,
      basis: "assumed",
      source: "tools.py:1",
    });
    assert.equal(sizeOfTool(prior, { kind: "characters", most: 90_000, place }, placeText), prior);
    assert.equal(sizeOfTool(prior, { kind: "items", most: 2, place }, placeText)?.typical, 300);
    assert.equal(sizeOfTool(undefined, cut, placeText)?.high, 500);
    assert.equal(sizeOfTool(undefined, null, placeText), undefined);
  });

  it("are counted where every answer stands in the code, and join what a person says in a conversation", () => {
    const size: ResultSize = { kind: "written", tokens: [4, 6, 8], place };
    const written = sizeOfTool(prior, size, placeText);
    assert.deepEqual([written?.typical, written?.mean, written?.basis], [6, 6, "counted"]);
    const tools = [{ name: "status", json: "{}", origin: "literal", place } as const];
    const given = { tools, code: [{ name: "status", reach: null, size }], placeText };
    const results = [{ kind: "person", agent: "a", calls: 9, models: 1, size: [10, 20, 40, 22] }] as const;
    const { shape } = callOf({});
    const added = (id: "tool-chat" | "tool-task"): number =>
      typicalAdded({ agents: [], results }, id, shape, given).typical;
    near(added("tool-task"), 6);
    near(added("tool-chat"), (6 + 20) / 2);
  });
});
