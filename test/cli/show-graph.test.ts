/** `show --graph`: the program draws what a runbook's steps are to each other. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Home, makeHome } from "../support/firebreak.ts";

let home: Home;
beforeAll(async () => {
  home = await makeHome();
  await writeFile(
    join(home.directory, "a.md"),
    "# Look\n\n```bash {#look risk=none}\nuptime\n```\n\n- [ ] Say so {#say needs=look}\n",
  );
});
afterAll(() => home.remove());

describe("show --graph", () => {
  it.each([
    ["text", "Diagnose\n  1. Look\n     look, risk none\n"],
    ["mermaid", '  s1 ==>|"needed by"| s2\n'],
    ["dot", '  s1 -> s2 [style="bold", label="needed by"]\n'],
    ["json", '      "kind": "needs",\n      "from": "look",\n      "to": "say"\n'],
  ])("draws %s", async (format, part) => {
    const ended = await home.run("show", "a.md", "--graph", format);
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(`${ended.stdout}\n`).toContain(part);
  });

  it("refuses a format it does not know, and says which was meant", async () => {
    const ended = await home.run("show", "a.md", "--graph", "mermiad");
    expect(ended).toEqual({
      code: 2,
      stdout: "",
      stderr: "firebreak: there is no graph format mermiad\n  hint: did you mean mermaid?",
    });
  });
});
