/** Every text of the interface, in Russian. */
import type { Words } from "./index.ts";

export const ru: Words = {
  "app.tagline": "Каждое слово на своём месте.",
  "app.offline": "Сервер недоступен. Пробуем снова…",
  "app.not_found": "По этому адресу ничего нет",
  "app.not_found.why": "Ссылка могла устареть, или она для того, кому видно больше.",
  "app.home": "К моим комнатам",
  "app.back": "Назад",
  "app.loading": "Загрузка…",

  "action.cancel": "Отмена",
  "action.close": "Закрыть",
  "action.retry": "Повторить",
  "action.undo": "Вернуть",
  "action.more": "Ещё",

  "sign_in.title": "Вход",
  "sign_in.lead": "С возвращением.",
  "sign_in.submit": "Войти",
  "sign_in.no_account": "Впервые здесь?",
  "sign_in.to_register": "Создать аккаунт",
  "sign_in.ended": "Сеанс закончился. Войдите, чтобы продолжить с того же места.",

  "register.title": "Новый аккаунт",
  "register.lead": "Нужны только имя и пароль.",
  "register.submit": "Создать аккаунт",
  "register.have_account": "Уже есть аккаунт?",
  "register.to_sign_in": "Войти",

  "first_run.title": "Добро пожаловать на новый сервер",
  "first_run.lead": "Здесь ещё никого нет. Создайте первый аккаунт и зовите остальных.",
  "first_run.submit": "Создать первый аккаунт",

  "account.display_name": "Ваше имя",
  "account.display_name.hint": "Так вас видят другие. Его можно сменить позже.",
  "account.username": "Имя для входа",
  "account.username.hint": "Латинские буквы, цифры, точка, дефис, подчёркивание.",
  "account.password": "Пароль",
  "account.password.hint": "Не короче 8 знаков.",
  "account.password.show": "Показать пароль",
  "account.password.hide": "Скрыть пароль",

  "wrong.required": "Это нужно заполнить.",
  "wrong.username": "От 2 до 32 знаков: a–z, 0–9, точка, дефис, подчёркивание.",
  "wrong.password": "Не короче 8 знаков, пожалуйста.",
  "wrong.unreachable": "Сервер недоступен. Проверьте соединение и попробуйте снова.",
  "wrong.unexpected": "Что-то пошло не так. Попробуйте снова.",

  "front.ordered": "Всегда по порядку",
  "front.ordered.why": "У каждого сообщения есть номер. Ничего не теряется и не повторяется.",
  "front.yours": "Ваше: хранить или стереть",
  "front.yours.why": "Историю можно проверить, а сказанное забрать назад насовсем.",
  "front.quick": "На связи вместе с вами",
  "front.quick.why": "Даже без сети: написанное уйдёт, как только связь вернётся.",
  "front.sample.1": "Чайник поставили?",
  "front.sample.2": "Пару минут назад. Спускайся.",
  "front.sample.3": "Ты лучше всех.",

  "nav.rooms": "Комнаты",
  "nav.directory": "Все комнаты",
  "nav.settings": "Настройки",
  "nav.sign_out": "Выйти",
  "nav.account": "Ваш аккаунт",
  "nav.main": "Главное",
  "nav.skip": "Сразу к разговору",

  "home.title": "Комнаты",
  "home.empty.why": "Выберите комнату или посмотрите те, куда может войти каждый.",
  "home.hello": "Здравствуйте, {name}",

  "room.title": "Комната",
  "room.soon": "Здесь будет разговор.",
  "directory.title": "Все комнаты",

  "settings.title": "Настройки",
  "settings.look": "Внешний вид",
  "settings.language": "Язык",
  "settings.theme": "Тема",
  "settings.theme.system": "Как в системе",
  "settings.theme.light": "Светлая",
  "settings.theme.dark": "Тёмная",
  "settings.contrast": "Высокая контрастность",

  "count.unread": {
    one: "{count} непрочитанное",
    few: "{count} непрочитанных",
    many: "{count} непрочитанных",
    other: "{count} непрочитанных",
  },
  "count.mentions": {
    one: "{count} упоминание",
    few: "{count} упоминания",
    many: "{count} упоминаний",
    other: "{count} упоминания",
  },

  "day.today": "Сегодня",
  "day.yesterday": "Вчера",

  "presence.online": "здесь",
  "presence.idle": "отошёл",
  "presence.offline": "не здесь",
};
