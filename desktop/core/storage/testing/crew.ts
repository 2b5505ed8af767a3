import type { RxJsonSchema } from 'rxdb/plugins/core'

/** Documents of the conformance suite: every kind of index, and fields without one that are optional. */
export interface Crew {
  id: string
  name: string
  age: number
  score: number
  active: boolean
  home: { city: string; deep: { level: number } }
  nick?: string | null
  rank?: number | null
  vip?: boolean | null
  tags?: string[]
  sizes?: number[]
  lines?: { product: string; quantity: number }[]
  note?: string
}

export const crewSchema: RxJsonSchema<Crew> = {
  version: 0,
  type: 'object',
  primaryKey: 'id',
  properties: {
    id: { type: 'string', maxLength: 60 },
    name: { type: 'string', maxLength: 60 },
    age: { type: 'integer', minimum: 0, maximum: 150, multipleOf: 1 },
    score: { type: 'number', minimum: -1000, maximum: 1000, multipleOf: 0.01 },
    active: { type: 'boolean' },
    home: {
      type: 'object',
      properties: {
        city: { type: 'string', maxLength: 60 },
        deep: {
          type: 'object',
          properties: { level: { type: 'integer', minimum: 0, maximum: 9, multipleOf: 1 } },
        },
      },
    },
    nick: { type: ['string', 'null'] as unknown as 'string' },
    rank: { type: ['number', 'null'] as unknown as 'number' },
    vip: { type: ['boolean', 'null'] as unknown as 'boolean' },
    tags: { type: 'array', items: { type: 'string' } },
    sizes: { type: 'array', items: { type: 'number' } },
    lines: {
      type: 'array',
      items: { type: 'object', properties: { product: { type: 'string' }, quantity: { type: 'number' } } },
    },
    note: { type: 'string' },
  },
  required: ['id', 'name', 'age', 'score', 'active', 'home'],
  indexes: ['name', ['age', 'name'], 'score', ['active', 'age'], 'home.city', ['home.deep.level', 'age']],
}

/** Seven living and one deleted, small enough to work out every answer by hand. */
export const crew: Crew[] = [
  {
    id: 'a',
    name: 'Ada',
    age: 30,
    score: 1.5,
    active: true,
    home: { city: 'Adana', deep: { level: 1 } },
    nick: 'ad',
    rank: 1,
    vip: true,
    tags: ['x', 'y'],
    sizes: [1, 2],
    lines: [
      { product: 'bolt', quantity: 5 },
      { product: 'nut', quantity: 1 },
    ],
    note: 'Alpha',
  },
  {
    id: 'b',
    name: 'Berk',
    age: 25,
    score: -2,
    active: false,
    home: { city: 'Bursa', deep: { level: 2 } },
    nick: null,
    rank: null,
    vip: false,
    tags: ['y'],
    sizes: [3],
    lines: [{ product: 'bolt', quantity: 1 }],
    note: 'beta',
  },
  { id: 'c', name: 'Can', age: 30, score: 0, active: true, home: { city: 'Adana', deep: { level: 1 } } },
  {
    id: 'd',
    name: 'Derya',
    age: 41,
    score: 99.99,
    active: true,
    home: { city: 'İzmir', deep: { level: 3 } },
    nick: '',
    rank: 0,
    vip: null,
    tags: [],
    sizes: [],
    lines: [],
    note: '',
  },
  {
    id: 'e',
    name: 'Ece',
    age: 25,
    score: 1.5,
    active: false,
    home: { city: 'Çorum', deep: { level: 2 } },
    nick: 'zeki',
    rank: -3.5,
    vip: true,
    tags: ['z', 'x', 'w'],
    sizes: [1, 5, 9],
    lines: [{ product: 'gear', quantity: 12 }],
    note: 'Épsilon',
  },
  {
    id: 'f',
    name: '😀 Fatma',
    age: 0,
    score: -1000,
    active: true,
    home: { city: 'ﬁ', deep: { level: 0 } },
    nick: '😀',
    rank: 100,
    vip: false,
    tags: ['😀'],
    sizes: [100],
    lines: [
      { product: 'nut', quantity: 7 },
      { product: 'bolt', quantity: 0 },
    ],
    note: 'O\'Brien "x" [1] %_ \\',
  },
  {
    id: 'h',
    name: 'can',
    age: 150,
    score: 1000,
    active: false,
    home: { city: 'adana', deep: { level: 3 } },
    nick: 'ad',
    rank: 1_000_000,
    vip: false,
    tags: ['x'],
    sizes: [2],
    lines: [{ product: 'bolt', quantity: 5 }],
    note: 'gamma\nsecond line',
  },
]

/** Deleted, and otherwise like `a`: no query may give it. */
export const gone: Crew = { ...(crew[0] as Crew), id: 'g' }
