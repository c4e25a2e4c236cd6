/** Public examples that others have labelled, and which of our rules ask the same: facts that anybody can check. */

type LabelledTopic = 'backup' | 'encryption' | 'hardening' | 'identity' | 'logging' | 'network' | 'software';

export interface LabelledFolder {
  readonly topic: LabelledTopic;
  /** Identifiers of rules without `THERIAC-`, or their beginnings with a `*`. */
  readonly rules: readonly string[];
  /** It was put aside before the rules were compared with the labels. */
  readonly isHeldOut?: true;
  /** Its labels are at the other end of a reference: at the key ring, where we name the binding that opens it. */
  readonly isLabelledElsewhere?: true;
  /** Labels that we answer differently, and why. */
  readonly differs?: Readonly<Record<string, string>>;
}

/** By the name of the folder. Folders that are missing are about something that no rule asks. */
export type LabelledFolders = Readonly<Record<string, LabelledFolder>>;

export interface LabelledSet {
  readonly id: string;
  readonly title: string;
  /** Of its folders, below the set of public examples. */
  readonly path: string;
  readonly folders: LabelledFolders;
  /** What a label names: a resource by its name, or the file that is right or wrong. */
  readonly labels: 'resources' | 'files';
}
