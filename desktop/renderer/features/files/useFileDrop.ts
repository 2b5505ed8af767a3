import { type DragEvent, useEffect, useRef, useState } from 'react'

interface Options {
  isOpen: boolean
  onFiles: (files: File[]) => void
}

/**
 * Files dropped on a place, and those pasted anywhere while it is on screen (not into a field that takes text). `isOver`:
 * files are held above it.
 */
export function useFileDrop({ isOpen, onFiles }: Options) {
  const [isOver, setOver] = useState(false)
  const latest = useRef(onFiles)
  useEffect(() => {
    latest.current = onFiles
  })
  useEffect(() => {
    if (!isOpen) return
    const onPaste = (event: ClipboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : undefined
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0 || event.defaultPrevented) return
      if (target?.closest('input, textarea, [contenteditable="true"]')) return
      event.preventDefault()
      latest.current(files)
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [isOpen])

  const holdsFiles = (event: DragEvent) => isOpen && event.dataTransfer.types.includes('Files')
  const place = {
    onDragOver: (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    },
    onDragLeave: (event: DragEvent) => {
      // Only from one part of the place to another.
      const to = event.relatedTarget
      if (to instanceof Node && event.currentTarget.contains(to)) return
      setOver(false)
    },
    onDrop: (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(false)
      const files = [...event.dataTransfer.files]
      if (files.length > 0) onFiles(files)
    },
  }
  return { isOver, place }
}
