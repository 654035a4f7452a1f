import assert from "node:assert/strict";
import { asSummaryCall } from "../../server/src/estimate/summary-call";
import { runShapeOf } from "../../server/src/loops/shape";
import { sitesIn } from "../support/check-calls";

const AGENT = `from openai import OpenAI

client = OpenAI()

def summarize(history):
    r = client.chat.completions.create(model="gpt-5-mini", messages=[{"role": "user", "content": str(history)}])
    return [history[0], {"role": "user", "content": r.choices[0].message.content}]

def compacting(task):
    history = [{"role": "user", "content": task}]
    for i in range(30):
        if len(history) > 12:
            history = summarize(history)
        if len(history) > 20:
            summary = client.chat.completions.create(model="gpt-5-mini", messages=history)
            history = [{"role": "user", "content": summary.choices[0].message.content}]
        r = client.chat.completions.create(model="gpt-5", messages=history)
        history.append(r.choices[0].message)
        if r.done:
            return
`;

describe("requests that sum up a history", () => {
  it("are one request by themselves, in a helper or under a condition, and the loop's own request is none of them", async () => {
    const { program, sites } = await sitesIn({ "agent.py": AGENT });
    const shapes = sites.map((site) => {
      const shape = runShapeOf(program, site);
      return [shape.kind, asSummaryCall(site, shape).kind];
    });
    assert.deepEqual(shapes, [
      ["agent", "none"],
      ["agent", "none"],
      ["agent", "agent"],
    ]);
  });
});
