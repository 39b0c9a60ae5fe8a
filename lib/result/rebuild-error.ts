import { read, type ErrorDescription, type Thrown } from './describe-error.js';
import { findErrorClass, type ErrorClass } from './error-class.js';
import { defineHiddenMember, defineMember } from './own-member.js';

/** Makes the thrown value that a description was made of; no constructor runs. */
export function rebuildThrown(thrown: Thrown, classes: readonly ErrorClass[]): unknown {
  const known = new Map<ErrorDescription, Error>();

  function rebuild(entry: Thrown): unknown {
    return 'error' in entry ? (known.get(entry.error) ?? rebuildError(entry.error)) : entry.value;
  }

  function rebuildError(description: ErrorDescription): Error {
    const copy = bareError(description, classes);
    known.set(description, copy);
    if (description.cause) defineHiddenMember(copy, 'cause', rebuild(description.cause));
    if (description.errors) defineHiddenMember(copy, 'errors', description.errors.map(rebuild));
    return copy;
  }

  return rebuild(thrown);
}

/** A copy without the errors it refers to. It is an error to the engine too, and its stack begins here. */
function bareError(description: ErrorDescription, classes: readonly ErrorClass[]): Error {
  const { name, classNames, message, code, members = {} } = description;
  const copy = new Error(message);
  const errorClass = findErrorClass(name, classNames, classes);
  if (errorClass) Object.setPrototypeOf(copy, errorClass.prototype);
  for (const [key, value] of Object.entries(members)) defineMember(copy, key, value);
  if (read(copy, 'name') !== name) defineHiddenMember(copy, 'name', name);
  if (code !== undefined && read(copy, 'code') !== code) defineHiddenMember(copy, 'code', code);
  // Again, since the first line of a stack is the name and message at the time it was captured.
  Error.captureStackTrace(copy, rebuildThrown);
  return copy;
}
