package web_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// card reads one LINE message of testdata.
func card(t *testing.T, name string) object {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	message := object{}
	if err := json.Unmarshal(text, &message); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return message
}

func textMessage(text string) object { return object{"type": "text", "text": text} }

func action(kind, label string, more object) object {
	one := object{"type": kind, "label": label}
	for key, value := range more {
		one[key] = value
	}
	return one
}

func quick(actions ...object) object {
	items := []object{}
	for _, one := range actions {
		items = append(items, object{"type": "action", "action": one})
	}
	return object{"items": items}
}

// plainMessages is one of each kind but Flex, as people or the bot send them.
func plainMessages() []object {
	yes := action("postback", "ใช่", object{"data": "yes"})
	no := action("message", "ไม่ใช่", object{"text": "ไม่ใช่"})
	column := object{"title": "หมู่ 4", "text": "วันเสาร์ 10.00 น.", "actions": []object{yes, no}}
	return []object{
		textMessage("สวัสดีค่ะ ป้าแดง\nวันนี้ฝากเงินกี่โมงคะ"),
		{"type": "text", "text": "ดีใจด้วยค่ะ $", "emojis": []object{{"index": 12, "productId": "p", "emojiId": "001"}}},
		{"type": "textV2", "text": "สวัสดี {who} {{ยินดี}}", "substitution": object{"who": object{"type": "mention", "mentionee": object{"type": "user", "userId": somsri}}}},
		{"type": "sticker", "packageId": "11537", "stickerId": "52002734", "keywords": []string{"ขอบคุณ"}},
		{"type": "image", "originalContentUrl": "https://example.com/a.jpg", "previewImageUrl": "https://example.com/b.jpg"},
		{"type": "image", "previewData": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="},
		{"type": "video", "duration": 12000},
		{"type": "audio", "duration": 4000},
		{"type": "file", "fileName": "รายชื่อสมาชิก.xlsx", "fileSize": 20480},
		{"type": "location", "title": "ศาลากลางบ้าน", "address": "หมู่ 4 ตำบลตัวอย่าง", "latitude": 18.28, "longitude": 99.49},
		{"type": "template", "altText": "ถาม", "template": object{"type": "confirm", "text": "ฝากอีกครั้งหรือไม่", "actions": []object{yes, no}}},
		{"type": "template", "altText": "ปุ่ม", "template": object{"type": "buttons", "thumbnailImageUrl": "https://example.com/t.jpg", "title": "เมนู", "text": "เลือกได้เลยค่ะ", "actions": []object{yes, no}}},
		{"type": "template", "altText": "หลายหน้า", "template": object{"type": "carousel", "columns": []object{column, column}}},
		{"type": "template", "altText": "รูป", "template": object{"type": "image_carousel", "columns": []object{{"imageUrl": "https://example.com/i.jpg", "action": yes}}}},
		{"type": "imagemap", "altText": "แผนที่", "baseUrl": "https://example.com/map"},
		{"type": "hologram"},
	}
}

func flexNames() []string { return []string{"pending", "passbook", "parts", "carousel", "hostile"} }
