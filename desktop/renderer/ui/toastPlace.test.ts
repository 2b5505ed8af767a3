import { expect, test } from 'vitest'
import { type Box, toastPlaceAside, toastPlaceOf } from './toastPlace.ts'

const window = { width: 1280, height: 800 }
const toast = { width: 440, height: 64 }
const box = (left: number, top: number, width: number, height: number): Box => ({
  ...{ left, top, right: left + width, bottom: top + height },
})

test('a toast stands beside a dialog, narrower where there is little room', () => {
  expect(toastPlaceOf({ window, toast, dialog: box(420, 200, 440, 400), controls: [] })).toEqual({
    ...{ left: 16, bottom: 16, width: 388 },
  })
})

test('below or above a dialog that leaves no room beside it', () => {
  expect(toastPlaceOf({ window, toast, dialog: box(100, 40, 1080, 600), controls: [] })).toMatchObject({ bottom: 16 })
  expect(toastPlaceOf({ window, toast, dialog: box(100, 150, 1080, 640), controls: [] })).toMatchObject({ bottom: 666 })
})

test('on a dialog that fills the window, but on nothing that is used', () => {
  const dialog = box(50, 20, 1180, 760)
  expect(toastPlaceOf({ window, toast, dialog, controls: [box(600, 740, 200, 28)] })).toEqual({
    ...{ left: 66, bottom: 16, width: 440 },
  })
  const controls = [box(66, 740, 300, 28), box(480, 740, 300, 28), box(1100, 740, 100, 28), box(66, 660, 40, 28)]
  const { left, bottom, width } = toastPlaceOf({ window, toast, dialog, controls })
  const stands = box(left, window.height - bottom - toast.height, width, toast.height)
  expect(stands.bottom).toBeLessThan(740)
  expect(stands.bottom < 660 || stands.left > 106).toBe(true)
})

test('without a dialog it gives way to what is being typed in, to the other side or, in a narrow window, above it', () => {
  const usual = box(224, 680, 440, 64)
  expect(toastPlaceAside({ window, usual, used: [box(240, 300, 400, 32)] })).toBeUndefined()
  expect(toastPlaceAside({ window, usual, used: [box(240, 700, 400, 32)] })).toEqual({
    left: 824,
    bottom: 56,
    width: 440,
  })
  expect(toastPlaceAside({ window, usual, used: [box(240, 700, 1000, 32)] })).toEqual({
    ...{ left: 224, bottom: 112, width: 440 },
  })
})

test('it lies on none of the inputs and buttons of a form that is open', () => {
  const usual = box(224, 680, 440, 64)
  const save = box(300, 720, 80, 26)
  const right = box(900, 690, 300, 32)
  const above = box(300, 620, 900, 32)
  const found = toastPlaceAside({ window, usual, used: [save, right, above] })
  const bottom = window.height - (found?.bottom ?? 0)
  expect(bottom).toBeLessThan(above.top)
  expect(toastPlaceAside({ window, usual, used: [save, above] })).toMatchObject({ left: 824, bottom: 56 })
})

test('where nothing is free it stays where it is looked for', () => {
  expect(toastPlaceAside({ window, usual: box(224, 680, 440, 64), used: [box(0, 0, 1280, 800)] })).toBeUndefined()
})
