import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'

const kept = z.object({ highest: z.int().min(0) })

/** The highest release number that this installation has seen signed: nothing below it is taken again. */
export interface HighestRelease {
  read(): Promise<number>
  write(number: number): Promise<void>
}

/** In a small file. One that cannot be read counts as none: the version still guards against going back. */
export const highestIn = (file: string): HighestRelease => ({
  async read() {
    try {
      return kept.parse(JSON.parse(await readFile(file, 'utf8'))).highest
    } catch {
      return 0
    }
  },
  async write(number) {
    await writeFile(`${file}.new`, JSON.stringify({ highest: number } satisfies z.input<typeof kept>))
    await rename(`${file}.new`, file)
  },
})
