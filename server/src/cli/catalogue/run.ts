/** `farebox catalogue …`: hands each subcommand to its own file. */
import { readSchema } from "../../host/assets";
import { EXIT } from "../usage";
import type { CatalogueCommand } from "./arguments";
import { runCheck } from "./check";
import type { CatalogueContext } from "./context";
import { runDiff } from "./diff";
import { runList } from "./list";
import { runShow } from "./show";
import { runUpdate } from "./update";

/** Resolves with the exit code. */
export async function runCatalogue(command: CatalogueCommand, ctx: CatalogueContext): Promise<number> {
  switch (command.action) {
    case "help":
      await ctx.streams.data(command.text);
      return EXIT.done;
    case "schema":
      await ctx.streams.data(await readSchema());
      return EXIT.done;
    case "list":
      return runList(command, ctx);
    case "show":
      return runShow(command, ctx);
    case "check":
      return runCheck(command, ctx);
    case "update":
      return runUpdate(command, ctx);
    case "diff":
      return runDiff(command, ctx);
  }
}
