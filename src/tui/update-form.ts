/** Keys in the form that asks for the runbook's inputs. */
import type { InputSpec } from "../model/input-spec.ts";
import type { Key } from "./key.ts";
import { type Editor, edit, editorWith, textOf } from "./line-editor.ts";
import type { Reply, Scene } from "./scene.ts";
import type { Form, Ui } from "./ui.ts";

type Check = Scene["check"];

export function updateForm(ui: Ui, key: Key, specs: readonly InputSpec[], check: Check): Reply {
  const { form } = ui;
  if (key.kind === "press") {
    switch (key.name) {
      case "enter":
        return form.field < specs.length - 1 ? move(ui, 1, specs) : submit(ui, specs, check);
      case "tab":
      case "down":
        return move(ui, 1, specs);
      case "backtab":
      case "up":
        return move(ui, -1, specs);
      case "escape":
        return { ui: { ...ui, dialog: { kind: "quit" } }, say: [] };
    }
  }
  const spec = specs[form.field];
  const editor = form.editors[form.field];
  if (spec === undefined || editor === undefined) return { ui, say: [] };
  const next = spec.choices.length > 0 ? choose(spec, editor, key) : edit(editor, key);
  return {
    ui: next === null ? ui : withForm(ui, { editors: form.editors.with(form.field, next) }),
    say: [],
  };
}

/** The cursor stops at both ends: to go round would hide where the form begins. */
function move(ui: Ui, by: number, specs: readonly InputSpec[]): Reply {
  const { field, tried } = ui.form;
  const next = Math.min(specs.length - 1, Math.max(0, field + by));
  return { ui: withForm(ui, { field: next, tried: tried.with(field, true) }), say: [] };
}

function submit(ui: Ui, specs: readonly InputSpec[], check: Check): Reply {
  const values = specs.map((_, index) => valueAt(ui.form, index));
  const wrong = specs.findIndex((spec, index) => check(spec, values[index] ?? "") !== null);
  if (wrong >= 0) {
    return { ui: withForm(ui, { field: wrong, tried: specs.map(() => true) }), say: [] };
  }
  const named = Object.fromEntries(specs.map(({ name }, index) => [name, values[index] ?? ""]));
  return { ui, say: [{ kind: "fill", values: named }] };
}

/** What would be filled in. */
export function valueAt(form: Form, index: number): string {
  const editor = form.editors[index];
  return editor === undefined ? "" : textOf(editor);
}

/** Left and right go through the choices; a letter goes to the next one that begins with it. */
function choose({ choices }: InputSpec, editor: Editor, key: Key): Editor | null {
  const at = choices.indexOf(textOf(editor));
  const steps = { left: -1, right: 1, home: -at, end: choices.length - 1 - at };
  if (key.kind === "press" && key.name in steps) {
    return choiceAt(choices, at + steps[key.name as keyof typeof steps]);
  }
  if (key.kind !== "text" && key.kind !== "paste") return null;
  const letter = key.text.toLowerCase();
  const order = [...choices.slice(at + 1), ...choices.slice(0, at + 1)];
  const found =
    key.text === " " ? order[0] : order.find((each) => each.toLowerCase().startsWith(letter));
  return found === undefined ? null : editorWith(found);
}

function choiceAt(choices: readonly string[], index: number): Editor | null {
  const choice = choices.at(index % choices.length);
  return choice === undefined ? null : editorWith(choice);
}

function withForm(ui: Ui, change: Partial<Form>): Ui {
  return { ...ui, form: { ...ui.form, ...change } };
}
