/** A process that writes a session until it is killed: `append-forever.ts <home> <kilobytes>`. */
import { begin, deskIn } from "./desk.ts";
import { noteOf, opened } from "./sample-events.ts";

const [home = "", kilobytes = "1"] = process.argv.slice(2);
const transcript = await begin(await deskIn(home));
await transcript.append([opened]);
for (let count = 1; ; count++) {
  try {
    await transcript.append([noteOf(`${count} `.padEnd(Number(kilobytes) * 1000, "x"))]);
  } catch (error) {
    // What the journal cannot take, its caller must hear: the test reads this line.
    console.log(String(error));
    const again = await transcript.append([noteOf("more")]).catch((second) => String(second));
    console.log(again ?? "a later append went through");
    process.exit(7);
  }
  console.log(count);
}
