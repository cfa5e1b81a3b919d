/// Every word that screens say, by its key in the String Catalog. Written by `ios/words`.
public enum Word: String, CaseIterable, Sendable {
    case about, aboutDevice, aboutLicence, aboutVersion, accountAll, accountContact, accountNoContact, accountOffice
    case accountOffline, accountOnline, accountSaved, actAt, address, again, anotherValue, anotherValueLabel
    case anotherValueSave, appName, area, attentionEmptyTitle, attentionEmptyWords, attentionHeld, attentionLost
    case attentionRefused, attentionStuck, attentionTitle, back, book, bookEmptyTitle, bookEmptyWords, bornIn, call
    case cameBack, cameTooLate, capacityAddressee, capacityAuthor, cardEdit, channelHanded, channelUnsent
    case checkElectricity, checkExits, checkGas, checkNotWell, checkWell, checklist, closedTitle, closedWords
    case contact, contactUnknown, contradictionOpen, contradictionQuestion, contradictions, dataUse, daysFromNow
    case diagnosticsShare, diagnosticsWords, draftKept, draftNone, drop, dropNo, dropSure, dropYes, dueBy, dueDaysAgo
    case dueInDays, dueToday, enrolAsking, enrolFetched, enrolField, enrolFieldError, enrolJoin, enrolJoining
    case enrolLinkTitle, enrolLinkWords, enrolPaste, enrolStep1, enrolStep2, enrolStep3, enrolTitle, enrolWelcome
    case enumeration, estate, estateHint, factCase, factComplainant, factPlace, factWith, fieldValue, filterAll
    case filterMine, filterNotSeen, followUp, followUpMark, followUpMonth, followUpNone, followUpTwoWeeks
    case followUpWeek, hazardButton, hazardCategories, hazardCategory, hazardHere, hazardHint, hazardPlace
    case hazardPlaceHint, hazardReport, hazardReportUrgent, hazardText, hazardTitle, hazardUrgent, hazardUrgentWords
    case household, householdAdd, householdContradictions, householdContradictionsWords, householdEnded
    case householdKindHome, householdKindOrganisation, householdKindSharedRental, householdKindShop
    case householdsEmptyTitle, householdsEmptyWords, householdsTotal, internalNote, issue, issueAt, issuesEmptyTitle
    case issuesEmptyWords, issuesMineEmptyTitle, issuesMineEmptyWords, joinAgain, kindCard, kindIssue, kindVisit
    case language, languageSystem, leaveIt, lineAttention, lineNever, lineOffice, lineOffline, lineOfflineSaved
    case lineOpen, lineRunning, lineSaved, loadingAttention, loadingHousehold, loadingHouseholds, loadingIssue
    case loadingIssues, loadingReceipts, loadingToday, lock, lockWords, metDaysAgo, metToday, metYesterday, more
    case neverMet, newerCode, notHereAnyMore, notSeenEmptyTitle, notSeenEmptyWords, note, noteHint, nothingToDo
    case noticeAttention, noticeUnsent, noticeUnsentWords, notices, noticesWords, occupancy, occupancyOwner
    case occupancyRented, occupancyUnknown, occupancyVacant, opening, otherSteps, outcomeDeclined, outcomeMet
    case outcomeMovedAway, outcomeNobodyHome, outcomeVacant, people, phone, phrases, phrasesMet, phrasesNotMet
    case problemDamaged, problemInternal, problemInvalid, problemLocked, problemNotAllowed, problemNotFound
    case problemOffline, problemSignIn, problemStorageFailed, problemStorageFull, problemUpdate, putRight
    case receiptNumber, receipts, receiptsEmpty, residenceHere, residenceLivingElsewhere
    case residenceRegisteredElsewhere, residents, resultFailed, resultPassed, retry, roleAdmin, roleAuditor
    case roleCareTeam, roleDispatcher, roleGridWorker, roleHandler, roleMicroGridLead, roleSupervisor, roleVolunteer
    case save, scoreOfFive, searchClear, searchEmptyTitle, searchEmptyWords, searchHint, searchLabel, settingsTitle
    case shade, shadeDark, shadeLight, shadeSystem, somebody, stageAssessed, stageCancelled, stageClosed
    case stageCollected, stageDispatched, stageHandled, stageReported, stageVerified, stateAtOffice
    case stateNeedsAttention, stateSaved, stepAccept, stepApprove, stepAssess, stepCancel, stepClose, stepDecline
    case stepDispatch, stepDone, stepEscalate, stepFeedback, stepFound, stepGone, stepGoneWords, stepHandle, stepNote
    case stepNoteHint, stepPostpone, stepRate, stepReason, stepRefuse, stepReopen, stepReport, stepResume, stepScore
    case stepSuspend, stepText, stepTextHint, stepTo, stepUntil, stepVerify, stepWhom, suspended, syncNow, syncStop
    case syncTitle, tabHouseholds, tabIssues, tabToday, textLarge, textLargest, textNormal, textSize, textSizeSample
    case thisHolds, timeline, todayAt, todayAttention, todayAttentionOpen, todayAttentionWords, todayEmptyTitle
    case todayEmptyWords, todayFollowUps, todayHanded, todayNotSeen, todayNotSeenAll, todayToHouseholds
    case todayUnfinished, unlock, unlockTitle, unlockWords, unmetered, unmeteredWords, urgent, visitButton
    case visitContinue, visitHint, visitKind, visitKindElsewhere, visitKindHome, visitKindOffice, visitKindPhone
    case visitMet, visitSave, visitText, visitTitle, writtenBy, wrote, yesterdayAt, yourTurn
}
