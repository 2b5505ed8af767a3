import { z } from 'zod'
import { diff } from '../../apply.ts'
import { type Command, defineCommand } from '../../command.ts'
import { viewKinds } from '../../entities/teamwork/viewKinds.ts'
import { AppError } from '../../errors.ts'
import { uuid } from '../../record.ts'

type Source = (typeof viewKinds)[keyof typeof viewKinds]

/**
 * Shares a view with the team or the company, or takes it back. Who sees a view is its kind, so that it becomes a record
 * of the other kind, and the one before goes to the archive. One command per kind it starts from, as REST has its paths.
 */
const moving = (name: string, from: Source, example: Source): Command =>
  defineCommand({
    name,
    kind: from,
    runs: 'both',
    undoable: true,
    personal: true,
    arguments: z.strictObject({
      [from]: uuid,
      to: z.enum(Object.values(viewKinds).filter(kind => kind !== from)),
      /** Id of the view to be made. */
      made: uuid,
    }),
    example: { to: example },
    needs: args => ({ records: [{ kind: from, id: String(args[from]) }], childrenOf: [] }),
    run: (records, args) => {
      const view = records.get({ kind: from, id: String(args[from]) })
      if (!view || view.archived) throw new AppError('record.notFound')
      const { of, name, shows, position } = view.values
      return [
        { ...diff({ kind: String(args.to), id: String(args.made) }, {}, { of, name, shows, position }), create: true },
        diff({ kind: from, id: view.id }, { archived: false }, { archived: true }),
      ]
    },
  }) as Command

/** By the kind that the view is of now. */
export const viewMoves = {
  [viewKinds.mine]: moving('moveView', viewKinds.mine, viewKinds.team),
  [viewKinds.team]: moving('moveTeamView', viewKinds.team, viewKinds.mine),
  [viewKinds.company]: moving('moveCompanyView', viewKinds.company, viewKinds.team),
} as const
