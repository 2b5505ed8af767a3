import type { AnyKind } from '../../../shared/entity.ts'
import { projectFor } from '../../../shared/permissions/project.ts'
import { phoneQueryForms } from '../../../shared/phone.ts'
import { matchRanges, searchTerms } from '../../../shared/text.ts'
import type { ArgsOf, Hit, ResultOf } from '../api/functions.ts'
import { searchedTexts } from '../search/searchText.ts'
import { snippetOf } from '../search/snippet.ts'
import type { Workspace } from '../workspace.ts'

/** Search, with the words around a match that neither the title nor the line beside it shows. */
export async function searchRecords(work: Workspace, args: ArgsOf<'search.query'>): Promise<ResultOf<'search.query'>> {
  const answer = await work.lists.search(args)
  // What fits as a number is told beside the title.
  if (phoneQueryForms(args.words).length > 0) return answer
  const terms = [...new Set(searchTerms(args.words))]
  return {
    ...answer,
    groups: answer.groups.map(({ kind: name, hits }) => {
      const kind = work.kinds().get(name)
      return { kind: name, hits: kind ? hits.map(hit => withSnippet(work, kind, hit, terms)) : hits }
    }),
  }
}

/** Texts are read for the few hits shown alone; rows of lists do not hold them. */
function withSnippet(work: Workspace, kind: AnyKind, hit: Hit, terms: readonly string[]): Hit {
  const beside = `${hit.title} ${hit.subtitle}`
  const missing = terms.filter(term => matchRanges(beside, term).length === 0)
  const state = missing.length > 0 ? work.shown(hit) : undefined
  if (!state) return hit
  let best: ReturnType<typeof snippetOf>
  for (const text of searchedTexts(kind, projectFor(work.viewer(), state).values)) {
    const snippet = snippetOf(text, missing)
    if (snippet && snippet.found > (best?.found ?? 0)) best = snippet
    if (best?.found === missing.length) break
  }
  return best ? { ...hit, snippet: best.text } : hit
}
