/** The data directory cannot be used, or not any more. The message is for a person: why, and then which directory. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  /** The system's code, such as ENOSPC, or EBUSY when somebody else has the directory. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }

  /** @param reason a sentence; it goes first, since a row in a tree may cut off a long path */
  static of(directory: string, code: string, reason: string): StorageError {
    return new StorageError(code, `${reason} (${directory})`);
  }

  /** @param directory where it happened */
  static from(directory: string, error: unknown): StorageError {
    if (error instanceof StorageError) return error;
    const { code = 'EIO', message } = error as NodeJS.ErrnoException;
    return StorageError.of(directory, code, reasons[code] ?? message);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'There is no space left on the disk.',
  EDQUOT: 'The disk quota is used up.',
  EACCES: 'The data directory may not be written to.',
  EPERM: 'The data directory may not be written to.',
  ENOENT: 'The data directory, or a file in it, is not there and cannot be made.',
  EEXIST: 'The data directory is a file.',
  ENOTDIR: 'The data directory lies in a file.',
  EROFS: 'The data directory is on a read-only file system.',
  EMFILE: 'Too many files are open.',
};
