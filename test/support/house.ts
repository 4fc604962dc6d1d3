/** The map of the house: which room stands on which floor, and what it may import. */

export const rooms = {
  model: { floor: 0, mayImport: [] },
  shell: { floor: 1, mayImport: ["model"] },
  parser: { floor: 1, mayImport: ["model", "shell"] },
  guards: { floor: 1, mayImport: ["model", "shell"] },
  engine: { floor: 2, mayImport: ["model", "shell", "parser", "guards"] },
  transcript: { floor: 3, mayImport: ["model", "shell", "parser", "guards", "engine"] },
  executor: { floor: 3, mayImport: ["model", "shell", "parser", "guards", "engine"] },
  report: { floor: 3, mayImport: ["model", "shell", "parser", "guards", "engine"] },
  tui: { floor: 3, mayImport: ["model", "shell", "parser", "guards", "engine"] },
  cli: {
    floor: 4,
    mayImport: [
      "model",
      "shell",
      "parser",
      "guards",
      "engine",
      "transcript",
      "executor",
      "report",
      "tui",
    ],
  },
} as const satisfies Record<string, { floor: number; mayImport: readonly string[] }>;

export type Room = keyof typeof rooms;

/** Rooms up to this floor get time and facts as values, and touch nothing of the machine. */
const highestPureFloor = 2;

export function roomOf(path: string): Room | undefined {
  const [src, room, rest] = path.split("/");
  return src === "src" && rest !== undefined && isRoom(room) ? room : undefined;
}

export function isPure(path: string): boolean {
  const room = roomOf(path);
  return room !== undefined && rooms[room].floor <= highestPureFloor;
}

function isRoom(name: string | undefined): name is Room {
  return name !== undefined && Object.hasOwn(rooms, name);
}
