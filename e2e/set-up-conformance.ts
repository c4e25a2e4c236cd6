/** Fails before any test when the conformance sets are not there. */
import { FIXTURES, folderOf } from '@theriac/testing/public-sets';

export default function setUp(): void {
  folderOf(FIXTURES);
}
