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
export {
  addRating,
  findInvitation,
  type Invitation,
  makeRatingTally,
  type RatingNumbers,
} from './rating/rating-store.ts'
