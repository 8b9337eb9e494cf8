/** What was sent and is not answered yet keeps the focus when it is, and can be edited and deleted with the keyboard. */
import type { WebSocketRoute } from "playwright-core";

import type { Stage } from "../stage.ts";
import { becomes } from "../until.ts";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.visitor("Ann");
  const wire = new Held();
  await ann.page.routeWebSocket(/\/v1\/live$/, (socket) => wire.carry(socket));
  await ann.register();
  const porch = await ann.createsRoom(`Porch of ${ann.username}`);
  await porch.say("one");
  await porch.sees("one");

  wire.hold();
  await porch.say("two");
  await ann.page.keyboard.press("Escape");
  await becomes("the focus", () => porch.isFocused("two"), true);
  wire.release();
  await porch
    .message("two")
    .getByRole("button", { name: ann.named("message.reply") })
    .waitFor(); // it was said
  await becomes("the focus, still", () => porch.isFocused("two"), true);

  wire.hold();
  await porch.composer.focus();
  await porch.say("three");
  await ann.page.keyboard.press("Escape");
  await becomes("the focus", () => porch.isFocused("three"), true);
  await ann.page.keyboard.press("Delete");
  await porch.message("three").waitFor({ state: "detached" });
  wire.release();
  await ann.button("action.undo").click();
  await porch.sees("three");

  wire.hold();
  await porch.say("four");
  await porch.composer.press("ArrowUp");
  await ann.page.keyboard.type(", edited");
  await ann.page.keyboard.press("Enter");
  await porch.sees("four, edited");
  await becomes("what is being written", () => porch.composer.inputValue(), "");
  wire.release();
  await porch.act("four, edited", "message.reply"); // it was said
  await becomes("all that was said", () => porch.shown(/four.*|one|two|three/g), [
    "one",
    "two",
    "three",
    "four, edited",
  ]);
}

/** A wire on which answers may be held back. */
class Held {
  private held: (() => void)[] | null = null;

  carry(socket: WebSocketRoute): void {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const pass = () => socket.send(message);
      if (this.held) this.held.push(pass);
      else pass();
    });
  }

  hold(): void {
    this.held = [];
  }

  release(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const pass of held) pass();
  }
}
