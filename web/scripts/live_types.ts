/** The live protocol's JSON Schemas as TypeScript: every frame a type, told apart by `frame` and `type`. */

export interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  allOf?: { if: Schema; then: Schema }[];
  anyOf?: Schema[];
  const?: unknown;
  description?: string;
  enum?: unknown[];
  items?: Schema;
  prefixItems?: Schema[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
  type?: string;
}

type Named = Map<string, Schema>;

/** The whole file; `read` gives a schema by its name, such as `server.event`. */
export function live(read: (name: string) => Schema): string {
  const found: Named = new Map();
  gather("client", read, found);
  gather("server", read, found);
  const types = [...found].map(([name, schema]) => `${said(schema)}export type ${name} = ${shape(schema)};\n`);
  return ["/** The live protocol's frames; made by `npm run types`. */\n", ...types].join("\n");
}

function gather(name: string, read: (name: string) => Schema, found: Named): void {
  if (found.has(named(name))) return;
  const schema = read(name);
  found.set(named(name), schema);
  for (const [inner, one] of Object.entries(schema.$defs ?? {})) {
    if (found.has(inner) && shape(found.get(inner) ?? {}) !== shape(one)) throw new Error(`two kinds of ${inner}`);
    found.set(inner, one);
  }
  for (const [, ref] of JSON.stringify(schema).matchAll(/"\$ref":"([^#"]+)\.json"/g)) gather(ref ?? "", read, found);
}

/** `server.event.message_sent` is ServerEventMessageSent; any frame of a side is ServerFrame or ClientFrame. */
function named(name: string): string {
  const parts = name.includes(".") ? name.split(/[._]/) : [name, "frame"];
  return parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join("");
}

function shape(schema: Schema): string {
  if (schema.$ref) return nameOf(schema.$ref);
  if (schema.allOf) return either(schema.allOf.map((one) => variant(schema, one)));
  if (schema.anyOf) return either(schema.anyOf.map(shape));
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return either(schema.enum.map((one) => JSON.stringify(one)));
  if (schema.prefixItems) return `[${schema.prefixItems.map(shape).join(", ")}]`;
  if (schema.type === "array") return `${bracketed(shape(schema.items ?? {}))}[]`;
  if (schema.type === "object") return object(schema);
  return (
    { string: "string", integer: "number", number: "number", boolean: "boolean", null: "null" }[schema.type ?? ""] ??
    "unknown"
  );
}

function object(schema: Schema): string {
  const values = schema.additionalProperties;
  if (!schema.properties) return `Record<string, ${typeof values === "object" ? shape(values) : "unknown"}>`;
  const fields = Object.entries(schema.properties).map(([name, one]) => {
    const mark = schema.required?.includes(name) ? "" : "?";
    return `${said(one)}${name}${mark}: ${shape(one)};`;
  });
  return `{\n${fields.join("\n").replace(/^/gm, "  ")}\n}`;
}

/** What a schema is when its `if` holds: another schema, or the same with some fields told more exactly. */
function variant(schema: Schema, one: { if: Schema; then: Schema }): string {
  if (one.then.$ref) return shape(one.then);
  return object({ ...schema, properties: { ...schema.properties, ...one.if.properties, ...one.then.properties } });
}

function nameOf(ref: string): string {
  return ref.startsWith("#") ? ref.slice(ref.lastIndexOf("/") + 1) : named(ref.replace(/\.json$/, ""));
}

function either(kinds: string[]): string {
  return [...new Set(kinds)].join(" | ");
}

function bracketed(kind: string): string {
  return kind.includes("|") ? `(${kind})` : kind;
}

function said(schema: Schema): string {
  return schema.description ? `/** ${schema.description.replace(/\s*\n\s*/g, " ")} */\n` : "";
}
