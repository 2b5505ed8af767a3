import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { derivedId } from '../../ids.ts'
import { label } from '../../labels.ts'
import type { RecordKey } from '../../record.ts'
import { personal } from './rights.ts'

/** A record that its owner wants at hand (O-055). Its id is derived from owner and record, so that there are no two. */
export const favourite = defineKind({
  name: 'favourite',
  plural: 'favourites',
  module: 'teamwork',
  label: {
    one: label('Sık kullanılan', 'Favourite', 'Favorit', 'Favori'),
    many: label('Sık kullanılanlar', 'Favourites', 'Favoriten', 'Favoris'),
    gender: { de: 'm', fr: 'm' },
  },
  title: v => v.name ?? '',
  links: ['customer', 'lead', 'contact', 'task'],
  rights: personal,
  personal: true,
  fields: {
    /** What its owner calls it; absent: what the record is called. */
    name: field.text({
      label: label('Ad', 'Name', 'Name', 'Nom'),
      example: 'En büyük müşterimiz',
      max: 100,
    }),
    position: field.number({ label: label('Sıra', 'Order', 'Reihenfolge', 'Ordre'), decimals: 0, range: [0, 10_000] }),
  },
})

/** The favourite that a person has of a record, on whichever of their desktops it is made. */
export const favouriteId = (owner: string, { kind, id }: RecordKey): string =>
  derivedId(`favourite ${owner}`, `${kind} ${id}`)
