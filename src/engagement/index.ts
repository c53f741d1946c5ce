export { followCases, invitationToken } from './follow-cases.ts'
export {
  countedUnread,
  listNotifications,
  listNotificationsAbout,
  markRead,
  type Notification,
  unreadOf,
} from './notification/notification-store.ts'
export { loggingSms, type Sender, sendWaiting, smtpSender } from './notification/send-notifications.ts'
export { isInvited, isLevel, type Level, ratingFlaw, ratingLevels, ratingOptions } from './rating/rating.ts'
export { addRating, countRatings, findInvitation, type Invitation, type RatingNumbers } from './rating/rating-store.ts'
