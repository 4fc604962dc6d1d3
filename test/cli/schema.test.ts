/** `schema`: what an editor is given. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Home, makeHome } from "../support/firebreak.ts";

let home: Home;
beforeAll(async () => {
  home = await makeHome();
});
afterAll(() => home.remove());

it.each([
  [[], "inputs"],
  [["frontmatter"], "inputs"],
  [["policy"], "environments"],
])("prints JSON Schema: schema %j", async (args, key) => {
  const { code, stdout, stderr } = await home.run("schema", ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout).properties).toHaveProperty(key);
});

it("refuses a name it does not know, and says which was meant", async () => {
  expect(await home.run("schema", "polcy")).toEqual({
    code: 2,
    stdout: "",
    stderr: "firebreak: there is no schema polcy\n  hint: did you mean policy?",
  });
});
