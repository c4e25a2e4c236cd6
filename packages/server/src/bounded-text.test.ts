import { expect, test } from 'vitest';
import { boundedText } from './bounded-text.ts';

test('text in pieces, up to the limit', async () => {
  expect(await boundedText(new Response('äbc'), 4)).toBe('äbc');
  await expect(boundedText(new Response('äbcd'), 4)).rejects.toThrow('too long');
});

test('an answer without an end is not read to it', async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull: (controller) => {
      pulled += 1;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  await expect(boundedText(new Response(endless), 10_000)).rejects.toThrow('too long');
  expect(pulled).toBeLessThan(20);
});
