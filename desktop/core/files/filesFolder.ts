/** Where the contents of a person's files lie: beside the database that names them. */
export const filesFolder = (databaseFile: string): string => `${databaseFile.replace(/\.sqlite$/, '')}.files`
