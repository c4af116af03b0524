import { NetworkError } from "../../src/gateway/network.ts";
import { photoOf } from "../../src/gateway/photo.ts";
import { limits } from "../../src/protocol/index.ts";
import { alice, bob, carol, directoryOf, setScene } from "./scene.ts";

const jpeg = (size = 100) => Buffer.concat([Buffer.from("ffd8ff", "hex")], size);
const png = Buffer.from("89504e470d0a1a0a0000", "hex");

describe("a photo", () => {
  it("is JPEG or PNG by its first bytes, and small", () => {
    expect(photoOf(jpeg())).toBe(`data:image/jpeg;base64,${jpeg().toString("base64")}`);
    expect(photoOf(png)).toBe(`data:image/png;base64,${png.toString("base64")}`);
    expect(photoOf(jpeg(limits.photo))).toBeDefined();
    expect(photoOf(jpeg(limits.photo + 1))).toBeUndefined();
    expect(photoOf(Buffer.from("<svg onload='alert(1)'/>"))).toBeUndefined();
    expect(photoOf(Buffer.from("GIF89a"))).toBeUndefined();
    expect(photoOf(Buffer.alloc(0))).toBeUndefined();
  });

  it("is asked for once, also where there is none, and comes from the first directory that has one", async () => {
    const asked: string[] = [];
    const known = photoOf(png);
    const scene = await setScene({
      directories: [
        directoryOf({ address: alice, kind: "person" }),
        {
          ...directoryOf(),
          async photo(person) {
            asked.push(person);
            return person === bob ? known : undefined;
          },
        },
      ],
    });
    const pane = await scene.enter(alice);
    pane.send({ type: "photos", id: 1, people: [bob, carol] });
    expect(await pane.next("ok")).toEqual({ type: "ok", id: 1, photos: { [bob]: known } });
    pane.send({ type: "photos", id: 2, people: [carol, bob] });
    expect(await pane.next("ok")).toEqual({ type: "ok", id: 2, photos: { [bob]: known } });
    expect(asked).toEqual([bob, carol]);
    await scene.close();
  });

  it("is not taken for missing while a directory cannot be asked", async () => {
    let away = true;
    const photo = async () => {
      if (away) throw new NetworkError("unreachable", "It is away.");
      return photoOf(png);
    };
    const scene = await setScene({ directories: [{ ...directoryOf(), photo }] });
    const pane = await scene.enter(alice);
    pane.send({ type: "photos", id: 1, people: [bob] });
    expect(await pane.next("error")).toMatchObject({ id: 1, code: "unreachable" });
    away = false;
    pane.send({ type: "photos", id: 2, people: [bob] });
    expect((await pane.next("ok")).photos).toEqual({ [bob]: photoOf(png) });
    await scene.close();
  });
});
