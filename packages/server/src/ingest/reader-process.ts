/** Entry point of the process that reads documents: one at a time, until its parent goes away. */

import type { ReadAsked } from './messages.ts';
import { readDocument } from './read-document.ts';

process.on('message', (asked: ReadAsked) => {
  void readDocument(asked).then(
    (answer) => process.send?.(answer),
    // What it is stays in the process: the message may quote the document.
    () => process.exit(1),
  );
});
process.on('disconnect', () => process.exit(0));
