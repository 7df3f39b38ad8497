import { longestStyle, readStyle } from '../../core/docs/altText/houseStyle.ts';
import { configName } from '../../core/docs/config/config.ts';
import { toFailure } from '../../core/errors.ts';
import { CliError, say } from '../failure.ts';
import { absolute, relativeTo, textIn } from '../places.ts';
import type { ReadStyle } from './tasks.ts';

/** Reads each house style once, and says when it is longer than what goes along. */
export function createReadStyle(): ReadStyle {
  const styles = new Map<string, Promise<string>>();
  return async (setting) => {
    const key = JSON.stringify(setting);
    const known = styles.get(key) ?? read(setting);
    styles.set(key, known);
    return known;
  };
}

const read: ReadStyle = async (setting) => {
  const file = relativeTo(absolute('.'), `${setting.folder}/${configName}`);
  try {
    const { text, isCut } = await readStyle(setting, textIn);
    if (isCut)
      say(
        `${file}: the house style is longer than ${longestStyle} characters; only its beginning goes along.`,
      );
    return text;
  } catch (error) {
    if (toFailure(error).kind !== 'noStyle') throw error;
    throw new CliError(`${file}: “altText.style” names ${setting.value}, which is no file of the project.`);
  }
};
