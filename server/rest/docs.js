/**
 * The documentation page: reads the OpenAPI document of this server and shows it. What an operation needs is drawn when
 * it is opened, so that the page is there at once.
 */
const root = document.documentElement
const content = document.getElementById('content')
const words = JSON.parse(content.dataset.words)
const fold = text => text.toLocaleLowerCase(root.lang)

const make = (name, props = {}, ...children) => {
  const { className, dataset, ...rest } = props
  const made = document.createElement(name)
  if (className) made.className = className
  Object.assign(made.dataset, dataset)
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) made.setAttribute(key, value)
  made.append(...children.filter(child => child !== undefined && child !== null && child !== ''))
  return made
}

/** Text with code between backticks. */
const prose = text => text.split('`').map((part, i) => (i % 2 ? make('code', {}, part) : document.createTextNode(part)))

// Look and language

const themes = { light: 'dark', dark: 'light' }
const remembered = (() => {
  try {
    return localStorage.getItem('pergel-docs-theme')
  } catch {
    return null // A browser without storage follows the system.
  }
})()
if (remembered in themes) root.dataset.theme = remembered
document.getElementById('theme').addEventListener('click', () => {
  const now = root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
  root.dataset.theme = themes[now]
  try {
    localStorage.setItem('pergel-docs-theme', root.dataset.theme)
  } catch {
    // As above: the choice holds until the page is left.
  }
})
document.getElementById('language').addEventListener('change', event => {
  location.href = `?language=${event.target.value}${location.hash}`
})

// The document's parts

let api
const resolve = part => {
  if (!part?.$ref) return part
  return part.$ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], api)
}
const media = part => Object.values(resolve(part)?.content ?? {})[0]
const nameOf = schema => schema?.$ref?.split('/').pop()

const typeOf = schema => {
  if (!schema) return ''
  if (nameOf(schema)) return nameOf(schema)
  if (schema.anyOf) return typeOf(schema.anyOf.find(one => one.type !== 'null'))
  if (schema.enum) return schema.enum.join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.type === 'array') return `${typeOf(schema.items) || 'any'}[]`
  const types = [].concat(schema.type ?? 'any').filter(type => type !== 'null')
  return [types.join(' | '), schema.format].filter(Boolean).join(', ')
}
const flat = schema => {
  const whole = resolve(schema) ?? {}
  const parts = (whole.allOf ?? []).map(flat)
  return {
    properties: Object.assign({}, ...parts.map(part => part.properties), whole.properties),
    required: [...parts.flatMap(part => part.required), ...(whole.required ?? [])],
  }
}
const titleOf = schema => schema?.title ?? (schema?.anyOf ?? []).find(one => one.title)?.title ?? ''

const row = (...cells) => make('tr', {}, ...cells.map(cell => make('td', {}, ...[].concat(cell))))
const table = rows => make('table', {}, make('tbody', {}, ...rows))
const heading = (text, count) => make('h3', {}, text, count ? make('span', { className: 'count' }, ` ${count}`) : '')
const section = (title, rows, count) => (rows.length ? [heading(title, count), table(rows)] : [])

const bodyRows = (schema, isWritten) => {
  const { properties, required } = flat(schema)
  return Object.entries(properties).map(([name, property]) => {
    const marks = [
      isWritten && required.includes(name) && make('span', { className: 'must' }, ` ${words.required}`),
      property.readOnly && make('span', { className: 'only' }, ` ${words.readOnly}`),
    ]
    const note = [titleOf(property), property.description].filter(Boolean).join('. ')
    return row(
      [make('code', {}, name), ...marks.filter(Boolean)],
      [
        make('span', { className: 'type' }, typeOf(property)),
        note ? make('span', { className: 'note' }, ...prose(note)) : '',
      ],
    )
  })
}

const parameterRow = parameter =>
  row(make('code', {}, parameter.name), [
    make('span', { className: 'type' }, `${parameter.in} · ${typeOf(parameter.schema)}`),
    parameter.description ? make('span', { className: 'note' }, ...prose(parameter.description)) : '',
  ])

/** Filters by field: one row with all its operators. */
const filterRows = parameters => {
  const byField = Map.groupBy(parameters, one => /^filter\[([^\]]+)\]/.exec(one.name)[1])
  return [...byField].map(([field, some]) =>
    row(
      make('code', {}, field),
      make(
        'div',
        { className: 'chips' },
        ...some.map(one => {
          const operator = /\]\[(\w+)\]$/.exec(one.name)?.[1] ?? '='
          return make(
            'span',
            { className: 'chip', title: `${one.name}=${one.example}\n${one.description.replaceAll('`', '')}` },
            operator,
          )
        }),
      ),
    ),
  )
}

const answerRows = responses =>
  Object.entries(responses).map(([status, given]) => {
    const answer = resolve(given)
    const good = status < 400
    return row(make('span', { className: `status ${good ? 'good' : 'bad'}` }, status), [
      answer.description,
      ' ',
      make('span', { className: 'type' }, good ? typeOf(media(answer)?.schema) : ''),
    ])
  })

// Examples

const jsonTokens = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\b/gi
const highlighted = text => {
  const made = make('code')
  let at = 0
  for (const found of text.matchAll(jsonTokens)) {
    made.append(text.slice(at, found.index))
    const [whole, quoted, colon] = found
    const kind = quoted ? (colon ? 'key' : 'text') : 'other'
    made.append(make('span', { className: `json-${kind}` }, quoted ?? whole), colon ?? '')
    at = found.index + whole.length
  }
  made.append(text.slice(at))
  return made
}

const copyText = async text => {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    // Without TLS browsers keep the clipboard to themselves, save for this old way.
    const area = make('textarea')
    area.value = text
    document.body.append(area)
    area.select()
    document.execCommand('copy')
    area.remove()
  }
}

const codeBox = (title, text, isJson) => {
  const button = make('button', { type: 'button' }, words.copy)
  button.addEventListener('click', async () => {
    await copyText(text)
    button.textContent = words.copied
    setTimeout(() => {
      button.textContent = words.copy
    }, 1500)
  })
  return make(
    'div',
    { className: 'code' },
    make('header', {}, make('span', {}, title), button),
    make('pre', { tabindex: '0' }, isJson ? highlighted(text) : make('code', {}, text)),
  )
}

const quoted = text => `'${text.replaceAll("'", `'\\''`)}'`
const shownHeaders = { 'Idempotency-Key': 'post', 'If-Match': 'patch' }

const curlOf = ({ method, path, spec, parameters }) => {
  const id = parameters.find(one => one.in === 'path')?.example
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${quoted(location.origin + path.replace('{id}', id))}`,
  ]
  const asked = spec.security ?? api.security
  if (asked.some(one => 'key' in one)) lines.push('-H "Authorization: Bearer $PERGEL_KEY"')
  // An API key is not let in here.
  if (asked.some(one => 'session' in one)) lines.push('-H "Authorization: Bearer $PERGEL_SESSION"')
  const body = media(spec.requestBody)
  if (body) lines.push(`-H 'Content-Type: application/json'`)
  for (const one of parameters)
    if (one.in === 'header' && shownHeaders[one.name] === method && (method !== 'post' || body))
      lines.push(`-H ${quoted(`${one.name}: ${one.example}`)}`)
  const query = parameters.filter(one => one.in === 'query')
  const choice = query.find(one => /^filter\[\w+\]$/.test(one.name) && one.schema.enum)
  if (query.length > 10) {
    const shown = [choice, query.find(one => one.name === 'sort'), query.find(one => one.name === 'limit')].filter(
      Boolean,
    )
    lines.push('-G', ...shown.map(one => `--data-urlencode ${quoted(`${one.name}=${one.example}`)}`))
  }
  if (body?.example) lines.push(`-d ${quoted(JSON.stringify(body.example, null, 2))}`)
  return lines.join(' \\\n  ')
}

// Operations

const inside = operation => {
  const { spec, parameters, isEvent } = operation
  const body = media(spec.requestBody)
  const filters = parameters.filter(one => one.name.startsWith('filter['))
  const plain = parameters.filter(one => !one.name.startsWith('filter['))
  const good = Object.entries(spec.responses).find(([status]) => status < 300)
  const shown = media(good?.[1])
  return make(
    'div',
    { className: 'inside' },
    make(
      'div',
      {},
      spec.description ? make('p', { className: 'about' }, ...prose(spec.description)) : '',
      ...section(words.parameters, plain.map(parameterRow)),
      ...section(words.filters, filterRows(filters), filters.length),
      ...section(words.body, body ? bodyRows(body.schema, true) : []),
      ...section(words.answers, answerRows(spec.responses)),
    ),
    make(
      'div',
      { className: 'code-side' },
      isEvent ? codeBox(words.body, JSON.stringify(body.example, null, 2), true) : codeBox('curl', curlOf(operation)),
      shown?.example === undefined
        ? ''
        : typeof shown.example === 'string'
          ? codeBox(`${words.answer} · ${good[0]}`, shown.example)
          : codeBox(`${words.answer} · ${good[0]}`, JSON.stringify(shown.example, null, 2), true),
      ...(shown && nameOf(shown.schema) && !nameOf(shown.schema).endsWith('Page')
        ? section(nameOf(shown.schema), bodyRows(shown.schema, false))
        : []),
    ),
  )
}

const pathOf = path =>
  make(
    'code',
    { className: 'path' },
    ...path.split(/(\{\w+\})/).map((part, i) => (i % 2 ? make('span', { className: 'slot' }, part) : part)),
  )

const cardOf = operation => {
  const { method, path, spec, isEvent } = operation
  const what = spec.summary.includes(': ') ? spec.summary.slice(spec.summary.indexOf(': ') + 2) : spec.summary
  const card = make(
    'details',
    { className: 'op', id: spec.operationId, dataset: { find: fold(`${path} ${spec.summary} ${method}`) } },
    make(
      'summary',
      {},
      make('span', { className: `method ${isEvent ? 'event' : method}` }, isEvent ? 'EVENT' : method.toUpperCase()),
      pathOf(path),
      make('span', { className: 'what' }, isEvent ? spec.summary : what),
    ),
  )
  card.addEventListener('toggle', () => {
    if (!card.open) return
    if (card.children.length === 1) card.append(inside(operation))
    history.replaceState(null, '', `#${spec.operationId}`)
  })
  operation.what = what
  return card
}

const draw = () => {
  const methods = ['get', 'post', 'patch', 'delete']
  const all = Object.entries(api.paths).flatMap(([path, item]) =>
    methods
      .filter(method => item[method])
      .map(method => ({
        method,
        path,
        spec: item[method],
        parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolve),
      })),
  )
  const events = Object.entries(api.webhooks ?? {}).map(([path, item]) => ({
    ...{ method: 'post', path, spec: item.post, parameters: [], isEvent: true },
  }))
  const byTag = Map.groupBy([...all, ...events], ({ spec }) => spec.tags[0])
  const index = document.getElementById('index')
  let heading
  for (const tag of api.tags) {
    const operations = byTag.get(tag.name) ?? []
    const title = tag['x-module'] ? content.dataset.kinds : content.dataset.others
    if (title !== heading) index.append(make('h2', {}, title))
    heading = title
    const id = `tag-${tag.name}`
    const base = tag['x-module'] ? make('code', {}, `/api/v1/${tag.name}`) : ''
    content.append(
      make(
        'section',
        { className: 'group', id, 'aria-label': tag.description },
        make('h2', {}, tag.description, base),
        ...operations.map(cardOf),
      ),
    )
    const links = operations.map(({ method, spec, what, path, isEvent }) =>
      make(
        'a',
        { href: `#${spec.operationId}` },
        isEvent ? '' : make('span', { className: `method ${method}` }, method.toUpperCase()),
        isEvent ? path : what,
      ),
    )
    index.append(
      make('a', { href: `#${id}` }, tag.description),
      make('div', { className: 'ops', hidden: '', dataset: { of: id } }, ...links),
    )
  }
}

/** Opens what the address names. */
const goTo = hash => {
  const target = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null
  if (!target) return
  if (target.matches('details.op')) target.open = true
  target.scrollIntoView()
  if (target.matches('details.op')) target.querySelector('summary').focus({ preventScroll: true })
}

/** Marks in the side where the reader is. */
const follow = () => {
  const side = document.getElementById('side')
  const seen = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue
        for (const link of side.querySelectorAll('[aria-current]')) link.removeAttribute('aria-current')
        side.querySelector(`a[href="#${target.id}"]`)?.setAttribute('aria-current', 'true')
        for (const ops of side.querySelectorAll('.ops')) ops.hidden = ops.dataset.of !== target.id
      }
    },
    { rootMargin: '-68px 0px -75% 0px' },
  )
  for (const one of document.querySelectorAll('.guide, .group')) seen.observe(one)
}

// Search

const search = document.getElementById('search')
const nothing = document.getElementById('nothing')
const cards = () => [...document.querySelectorAll('details.op')]
const find = () => {
  const wanted = fold(search.value.trim()).split(/\s+/).filter(Boolean)
  let hits = 0
  for (const card of cards()) {
    card.hidden = !wanted.every(word => card.dataset.find.includes(word))
    if (!card.hidden) hits++
  }
  for (const group of document.querySelectorAll('.group'))
    group.hidden = !group.querySelector('details.op:not([hidden])')
  document.getElementById('guide').hidden = wanted.length > 0
  nothing.hidden = hits > 0
  nothing.textContent = hits > 0 ? '' : words.nothing
}
search.addEventListener('input', find)
search.addEventListener('keydown', event => {
  const first = cards().find(card => !card.hidden)
  if (event.key === 'Escape') {
    search.value = ''
    find()
    search.blur()
  } else if ((event.key === 'Enter' || event.key === 'ArrowDown') && first) {
    event.preventDefault()
    if (event.key === 'Enter') first.open = true
    first.querySelector('summary').focus()
  }
})
document.addEventListener('keydown', event => {
  const { target } = event
  if (event.key === '/' && !target.matches('input, select, textarea') && !event.ctrlKey && !event.metaKey) {
    event.preventDefault()
    search.focus()
  }
  if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && target.matches('summary')) {
    const shown = cards().filter(card => !card.hidden)
    const next = shown[shown.indexOf(target.parentElement) + (event.key === 'ArrowDown' ? 1 : -1)]
    if (next) {
      event.preventDefault()
      next.querySelector('summary').focus()
    }
  }
})

try {
  const response = await fetch(`/api/openapi.json?language=${root.lang}`)
  if (!response.ok) throw new Error(String(response.status))
  api = await response.json()
  draw()
  follow()
  goTo(location.hash)
  addEventListener('hashchange', () => goTo(location.hash))
} catch {
  nothing.hidden = false
  nothing.textContent = words.failed
}
