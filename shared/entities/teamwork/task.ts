import { defineKind } from '../../entity.ts'
import { field } from '../../fields.ts'
import { label } from '../../labels.ts'
import { taskRights } from './rights.ts'

/** Something to do, on a record or by itself (O-041, O-104, S-118). Its owner answers for it, assignees do it. */
export const task = defineKind({
  name: 'task',
  plural: 'tasks',
  module: 'teamwork',
  label: {
    one: label('Görev', 'Task', 'Aufgabe', 'Tâche'),
    many: label('Görevler', 'Tasks', 'Aufgaben', 'Tâches'),
    gender: { de: 'f', fr: 'f' },
  },
  title: v => v.subject ?? '',
  links: ['customer', 'lead', 'contact'],
  shownWhen: [{ field: 'state', is: 'done', fields: ['doneAt'] }],
  list: ['state', 'due', 'priority', 'assignees', 'parent', 'owner'],
  filters: ['state', 'due', 'assignees', 'priority', 'owner'],
  timeline: ['createdAt', 'doneAt'],
  rights: taskRights,
  fields: {
    subject: field.text({
      label: label('Görev', 'Task', 'Aufgabe', 'Tâche'),
      example: 'Teklif için ara',
      required: true,
      max: 200,
      search: 'words',
      section: 'main',
    }),
    state: field.choice({
      label: label('Durum', 'Status', 'Status', 'Statut'),
      required: true,
      section: 'main',
      notifies: 'done',
      choices: {
        open: { label: label('Açık', 'Open', 'Offen', 'Ouverte'), color: 'blue' },
        done: { label: label('Tamamlandı', 'Done', 'Erledigt', 'Terminée'), color: 'green' },
      },
    }),
    due: field.dateTime({
      label: label('Bitiş', 'Due', 'Fällig', 'Échéance'),
      example: '2026-12-01T09:00:00.000Z',
      section: 'main',
    }),
    /** Minutes before `due` at which the app reminds; absent: at `due` itself. */
    remindBefore: field.number({
      label: label('Hatırlatma', 'Reminder', 'Erinnerung', 'Rappel'),
      help: label(
        'Bitişten kaç dakika önce; 0 ise zamanında',
        'Minutes before it is due; 0 is at the due time',
        'Minuten vor der Fälligkeit; 0 ist zur Fälligkeit',
        'Minutes avant l’échéance ; 0 signifie à l’échéance',
      ),
      decimals: 0,
      unit: 'minutesBefore',
      range: [0, 40_320],
      section: 'main',
    }),
    priority: field.choice({
      label: label('Öncelik', 'Priority', 'Priorität', 'Priorité'),
      section: 'main',
      choices: {
        high: { label: label('Yüksek', 'High', 'Hoch', 'Haute'), color: 'red' },
        normal: { label: label('Normal', 'Normal', 'Normal', 'Normale'), color: 'blue' },
        low: { label: label('Düşük', 'Low', 'Niedrig', 'Basse'), color: 'gray' },
      },
    }),
    assignees: field.references({
      label: label('Yapacak kişiler', 'Assignees', 'Zugewiesen an', 'Assignée à'),
      to: 'user',
      max: 50,
      notifies: 'assigned',
      section: 'main',
    }),
    doneAt: field.dateTime({
      label: label('Tamamlanma', 'Done at', 'Erledigt am', 'Terminée le'),
      readOnly: true,
      stamps: { field: 'state', is: 'done' },
      section: 'main',
    }),
    details: field.richText({
      label: label('Açıklama', 'Details', 'Beschreibung', 'Description'),
      search: 'words',
      section: 'notes',
    }),
  },
})
