import { expect, test } from "vitest";

import { asker } from "../api/asker.ts";
import { Http } from "./http.ts";

const ROOM = "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21";

test("what is no id asks for nothing, and what is no answer about a room is none", async () => {
  const asked: string[] = [];
  const ask = asker((address) => {
    asked.push(address);
    return Promise.resolve(Response.json({ account_id: "ann" }));
  });
  const http = new Http(ask);
  for (const id of ["../me", "..", "", "a/b", "x?q=", "%2e%2e"]) {
    await expect(http.room(id)).rejects.toThrow("no room id");
    await expect(http.message(ROOM, id, "")).rejects.toThrow("no message id");
    await expect(http.read(id, 1)).rejects.toThrow("no room id");
  }
  expect(asked).toEqual([]);
  await expect(http.room(ROOM)).rejects.toThrow("another room");
  expect(asked).toEqual([`/v1/rooms/${ROOM}`]);
});
