package line

import (
	"context"
	"encoding/json"
	"errors"
	"regexp"
	"strconv"

	"github.com/google/uuid"
	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"
)

// Profile is what a friend shows of themself. The display name is the
// person's own choice and no proof of who they are.
type Profile = messaging_api.UserProfileResponse

// BotInfo is the bot's own identity; its UserId equals a webhook's destination.
type BotInfo = messaging_api.BotInfoResponse

// Quota is the number of paid messages a month, when its Type is limited.
type Quota = messaging_api.MessageQuotaResponse

// IDs stand in paths, where "../" would reach another endpoint.
var (
	userIDPattern    = regexp.MustCompile(`^U[0-9a-f]{32}$`)
	messageIDPattern = regexp.MustCompile(`^[0-9]{1,32}$`)
)

// Profile asks for a person's display name. *Refused with NotFound: unknown to
// us, or has blocked the bot.
func (c *Client) Profile(ctx context.Context, userID string) (Profile, error) {
	const op = "profile"
	if !userIDPattern.MatchString(userID) {
		return Profile{}, refuse(op, "the user ID is malformed")
	}
	got, err := c.get(ctx, op, "/v2/bot/profile/"+userID)
	return decoded[Profile](op, got, err)
}

// BotInfo asks who the token belongs to, for the check at start.
func (c *Client) BotInfo(ctx context.Context) (BotInfo, error) {
	got, err := c.get(ctx, "bot info", "/v2/bot/info")
	return decoded[BotInfo]("bot info", got, err)
}

// Quota asks how many messages this month's plan holds.
func (c *Client) Quota(ctx context.Context) (Quota, error) {
	got, err := c.get(ctx, "quota", "/v2/bot/message/quota")
	return decoded[Quota]("quota", got, err)
}

// QuotaConsumption asks how many of them are used up; the figure is approximate.
func (c *Client) QuotaConsumption(ctx context.Context) (int64, error) {
	const op = "quota consumption"
	got, err := c.get(ctx, op, "/v2/bot/message/quota/consumption")
	used, err := decoded[messaging_api.QuotaConsumptionResponse](op, got, err)
	return used.TotalUsage, err
}

// ShowLoading shows the moving dots in a 1:1 chat until the next message, at
// most for the given seconds; LINE takes steps of five from 5 to 60.
func (c *Client) ShowLoading(ctx context.Context, userID string, seconds int) error {
	body := []byte(`{"chatId":`)
	body = appendString(body, userID)
	body = append(body, `,"loadingSeconds":`...)
	body = strconv.AppendInt(body, int64(min(max((seconds+4)/5, 1), 12)*5), 10)
	body = append(body, '}')
	_, err := c.post(ctx, "loading", c.loading, uuid.Nil, body)
	if errors.Is(err, errBodyBroken) || errors.Is(err, errBodyTooLarge) {
		return nil
	}
	return err
}

// decoded reads a question's answer. An answer we cannot read is as good as
// none.
func decoded[T any](op string, got answer, err error) (T, error) {
	var value T
	if err == nil {
		err = json.Unmarshal(got.body, &value)
	} else if !errors.Is(err, errBodyBroken) && !errors.Is(err, errBodyTooLarge) {
		return value, err
	}
	if err != nil {
		var none T
		return none, &Unknown{Op: op, Err: err, RequestID: got.requestID}
	}
	return value, nil
}
