import { execFileSync } from 'node:child_process'
import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real volume of a few megabytes that can be filled to the last byte, and made read-only while nobody writes in it. */
export interface SmallDisk {
  /** A folder on it. */
  folder: string
  /** Leaves `rest` bytes free. */
  fill(rest?: number): void
  makeRoom(): void
  setReadOnly(is: boolean): void
  remove(): void
}

/** Needs the right to mount (root, in most places); undefined where there is none. */
export function smallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'disk-'))
  const mount = (...args: string[]) => execFileSync('mount', [...args, folder], { stdio: 'ignore' })
  try {
    mount('-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs')
  } catch {
    rmSync(folder, { recursive: true, force: true })
    return undefined
  }
  const ballast = join(folder, 'ballast')
  const inside = join(folder, 'profile')
  mkdirSync(inside)
  return {
    folder: inside,
    fill(rest = 0) {
      const file = openSync(ballast, 'a')
      try {
        for (let size = 1_048_576; size >= 4096; size /= 4) {
          const block = Buffer.alloc(size, 1)
          while (free(folder) - rest >= size) writeSync(file, block)
        }
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
    },
    makeRoom: () => rmSync(ballast, { force: true }),
    setReadOnly: is => mount('-o', `remount,${is ? 'ro' : 'rw'}`),
    remove() {
      execFileSync('umount', ['-l', folder], { stdio: 'ignore' })
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function free(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Whether tests that need a real small disk can run here. */
export function canMount(): boolean {
  const disk = smallDisk(1)
  disk?.remove()
  return disk !== undefined
}
