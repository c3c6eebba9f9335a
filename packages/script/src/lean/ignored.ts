/** In place of core's table: the engines of Postman's tools and Insomnia have it. */
export const withoutIgnored = (text: string): string => text.replace(/[\p{DI}\p{Cc}\p{White_Space}]/gu, '')
