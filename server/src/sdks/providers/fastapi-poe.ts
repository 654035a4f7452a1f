/**
 * Poe (Python): bots that a program asks, from a script or in answer to a query of its own. A bot's name stands for the model.
 * Read from fastapi_poe 030875ff (client.py).
 */
import type { Roles, Sdk } from "../sdk";

const BOT: Roles = { model: ["bot_name", "#1"], tools: ["tools"] };

export const fastapiPoe: Sdk = {
  id: "fastapi-poe",
  packages: { python: ["fastapi_poe"], npm: [] },
  constructors: [],
  steps: [],
  calls: [
    {
      on: ["function"],
      paths: ["get_bot_response", "get_bot_response_sync"],
      kind: "request",
      roles: { ...BOT, messages: ["messages", "#0"] },
    },
    {
      on: ["function"],
      paths: ["stream_request", "stream_request_base", "get_final_response"],
      kind: "request",
      roles: { ...BOT, messages: ["request.query", "#0.query", "request", "#0"] },
    },
  ],
  free: ["run", "make_app", "upload_file", "sync_bot_settings"],
  cacheKeys: [],
};
