/** The JSON Schema of farebox.catalogue.yaml, from the definition that also checks the file. `npm run manifest` writes it. */
import * as z from "zod/mini";
import { catalogue } from "../server/src/catalogue/schema/catalogue";
import { ABOUT } from "../server/src/catalogue/schema/fields";

export const SCHEMA_FILE = "server/catalogue/farebox-catalogue.schema.json";

/** As editors read it: what a person writes, before numbers become names and figures become ranges. */
export function catalogueSchema(): string {
  const schema = z.toJSONSchema(catalogue, {
    target: "draft-7",
    io: "input",
    metadata: ABOUT as unknown as z.core.$ZodRegistry<z.core.JSONSchemaMeta>,
    override: ({ zodSchema, jsonSchema }) => {
      delete jsonSchema["propertyNames"];
      const { type, examples } = ABOUT.get(zodSchema as unknown as z.ZodMiniType) ?? {};
      // A list of types says the same in one line; and zod drops examples of what it transforms.
      if (type !== undefined) delete jsonSchema.anyOf;
      if (examples !== undefined) Object.assign(jsonSchema, { examples });
      const [only, ...others] = jsonSchema.allOf ?? [];
      if (only === undefined || others.length > 0) return;
      delete jsonSchema.allOf;
      Object.assign(jsonSchema, only);
    },
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}
