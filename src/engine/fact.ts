/** An event that has not been given its time yet: what the pure parts of the engine conclude. */
import type { Event } from "../model/event.ts";

type WithoutTime<E> = E extends unknown ? Omit<E, "at"> : never;
export type Fact = WithoutTime<Event>;
