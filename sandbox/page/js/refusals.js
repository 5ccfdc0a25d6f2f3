// The server refuses in English; the refusals that people really meet have a Persian sentence here.
import { language } from "./words.js";

const PERSIAN = {
  "you can not write here": "اینجا نمی‌توانید بنویسید.",
  "you are not in this chat": "هنوز عضو اینجا نیستید.",
  "you were removed from this chat": "از اینجا بیرونتان کرده‌اند.",
  "you do not have the right to do this": "دسترسی این کار را ندارید.",
  "you have blocked the bot": "ربات را مسدود کرده‌اید.",
  "you never talked to the bot": "هنوز با ربات حرفی نزده‌اید.",
  "the text is empty": "متن خالی است.",
  "the poll is closed": "این نظرسنجی بسته شده است.",
  "votes in this poll can not be changed": "رأی این نظرسنجی را نمی‌شود عوض کرد.",
  "only one option can be chosen": "فقط یک گزینه می‌شود انتخاب کرد.",
  "this can not be edited": "این پیام ویرایش نمی‌شود.",
  "this can not be forwarded": "این پیام را نمی‌شود هدایت کرد.",
  "the message is not yours": "این پیام مال شما نیست.",
  "there is no such message": "این پیام دیگر نیست.",
  "the message you answer is gone": "پیامی که جوابش را می‌دهید دیگر نیست.",
  "there is no such chat": "چنین گفت‌وگویی نیست.",
  "the photo is no picture": "این فایل عکس نیست.",
  "the owner can not be removed": "مالک را نمی‌شود بیرون کرد.",
  "in a channel a bot can only be an administrator": "ربات در کانال فقط می‌تواند مدیر باشد.",
  "only an administrator can speak as the group": "فقط مدیران می‌توانند به نام گروه بنویسند.",
  "you can not make the bot an administrator there": "آنجا نمی‌توانید ربات را مدیر کنید.",
  "the bot is not in this chat": "ربات اینجا نیست.",
  "only a supergroup that you administer can be a discussion":
    "فقط سوپرگروهی که مدیرش هستید می‌تواند گروه گفت‌وگو باشد.",
  "a poll has a question and 1-12 options": "نظرسنجی یک سؤال می‌خواهد و ۱ تا ۱۲ گزینه.",
  "a text has at most 4096 characters": "متن از ۴۰۹۶ نویسه بلندتر است.",
  "the hangout has had questions already: a month fits in only before the first":
    "این پاتوق سؤال داشته است؛ یک ماه زندگی فقط پیش از اولین سؤال جا می‌شود.",
  "the example's channel and group are not as they were": "کانال و گروه نمونه سر جایشان نیستند.",
  "a month is passing already": "یک ماه همین حالا دارد می‌گذرد.",
  "the name is empty": "نام خالی است.",
};

export function refusal(reason) {
  return (language === "fa" && PERSIAN[reason]) || reason;
}
