/** The data directory cannot be used, or not any more. The message is for a person. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  /** The system's code, such as ENOSPC, or EBUSY when somebody else has the directory. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  /** @param directory where it happened */
  static from(directory: string, error: unknown): StorageError {
    if (error instanceof StorageError) return error;
    const { code = 'EIO', message } = error as NodeJS.ErrnoException;
    return new StorageError(code, `${directory}: ${reasons[code] ?? message}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'it may not be written to',
  EPERM: 'it may not be written to',
  EEXIST: 'it is a file, not a directory',
  ENOTDIR: 'it lies in a file, not in a directory',
  EROFS: 'it is on a read-only file system',
  EMFILE: 'too many files are open',
};
