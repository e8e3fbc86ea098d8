export interface Mutation { readonly name: string; readonly file: string; readonly find: string; readonly replace: string; }
