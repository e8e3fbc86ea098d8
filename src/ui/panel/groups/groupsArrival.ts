/** Checks the messages of the Groups view on their arrival from the webview. */
import { isInteger, isObject, isText, nameLength } from '../arrival.ts';
import type { GroupAction, GroupsRequest, Watch } from './groupsMessages.ts';

export const practiceLimits = { consumers: 5, messagesPerSecond: 10_000 } as const;

/** The message as typed data; undefined when it is another view's, or any part of it is not what it should be. */
export function parseGroupsRequest(value: unknown): GroupsRequest | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { name, count, messagesPerSecond } = value;
  switch (value.type) {
    case 'watch': {
      const watch = parseWatch(value.watch);
      return watch && { type: 'watch', watch };
    }
    case 'practice': {
      const watch = parseWatch(value.watch);
      return watch && isInteger(count, 0, practiceLimits.consumers)
        ? { type: 'practice', watch, count }
        : undefined;
    }
    case 'practiceRate':
      return (name === null || isText(name, nameLength)) &&
        isInteger(messagesPerSecond, 1, practiceLimits.messagesPerSecond)
        ? { type: 'practiceRate', name, messagesPerSecond }
        : undefined;
    case 'groupAction': {
      const { action, group } = value;
      return isAction(action) && isText(group, nameLength)
        ? { type: 'groupAction', action, group }
        : undefined;
    }
    case 'killPractice':
      return isText(name, nameLength) ? { type: 'killPractice', name } : undefined;
    default:
      return undefined;
  }
}

function isAction(value: unknown): value is GroupAction {
  return value === 'resetOffsets' || value === 'removeMember' || value === 'delete';
}

function parseWatch(value: unknown): Watch | undefined {
  if (!isObject(value)) {
    return undefined;
  }
  const { group, topic } = value;
  return isText(group, nameLength) && isText(topic, nameLength) ? { group, topic } : undefined;
}
