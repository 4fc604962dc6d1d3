/** Values in the environment of what makes code of it: only ordinary ones are let in, and elsewhere any is. */
import { expect, it } from "vitest";
import { renderCode } from "../../src/shell/render.ts";

it.each([
  "Q={{v}} make",
  "Q={{v}} gmake -C web deploy",
  "Q={{v}} nice -n 5 make",
  "env Q={{v}} make",
  "env -u X Q={{v}} /usr/bin/make",
  "sudo Q={{v}} make install",
  "docker run -e Q={{v}} builder make",
  "docker run --env=Q={{v}} builder make",
  "export Q={{v}}; make",
  'export Q="tag {{v}}"; make',
  "command export Q={{v}}; make",
  "Q={{v}}; export Q; make",
  "export Q; Q={{v}}; make",
  "declare -x Q={{v}}; make",
  "set -a; Q={{v}}; make",
  "set -o allexport; Q={{v}}; make",
  "x={{v}}; Q=$x make",
  'x={{v}}; export Q="a $x"; make',
  'export Q="$(git describe {{v}})"; make',
  "Q={{v}} sh -c 'cd web && make'",
  "f() { make; }; Q={{v}} f",
  "export Q={{v}}; f() { make; }; f",
])("make takes what it has in its environment for code: %s", (code) => {
  expect(renderCode(code, { v: "v1.2.3-rc1" })).toMatchObject({ ok: true });
  for (const v of ["$(shell id)", "a; id", "a b", "`id`", "a'b"]) {
    expect(renderCode(code, { v }).ok).toBe(false);
  }
});

it.each([
  "Q={{v}} ls",
  "export Q={{v}}; ls",
  "docker run -e Q={{v}} web ls",
  "Q={{v}}; make",
  "Q={{v}} ls; make",
  "export Q=1; x={{v}}; make",
])("what make has not in its environment is data: %s", (code) => {
  expect(renderCode(code, { v: "a b; id" })).toMatchObject({ ok: true });
});
