package sim

import (
	"bytes"
	"image"
	_ "image/jpeg" // the two formats LINE takes
	_ "image/png"
	"io"
	"net/http"
)

// putRichMenuImage gives a menu its picture, once: LINE has no way to change
// it.
func (p *Platform) putRichMenuImage(c *call) *refusal {
	mediaType := c.r.Header.Get("Content-Type")
	if mediaType != "image/png" && mediaType != "image/jpeg" {
		return &refusal{Status: http.StatusUnsupportedMediaType, Message: "The content type, " + mediaType + ", is not supported"}
	}
	data, err := io.ReadAll(io.LimitReader(c.r.Body, richMenuImageMax+1))
	if err != nil {
		return badRequest("The image could not be read")
	}
	if len(data) > richMenuImageMax {
		return &refusal{Status: http.StatusRequestEntityTooLarge, Message: "The image is larger than 1 MB"}
	}
	size, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || "image/"+format != mediaType {
		return badRequest("The image is not what its content type says")
	}
	return p.withMenu(c, func(menu *richMenu) *refusal {
		if menu.hasImage {
			return badRequest("An image has already been uploaded to the richmenu")
		}
		if size.Width != menu.width || size.Height != menu.height {
			return badRequest("The image size does not match the size of the richmenu")
		}
		menu.hasImage, menu.image = true, data
		return c.done()
	})
}

func (p *Platform) getRichMenuImage(c *call) *refusal {
	return p.withMenu(c, func(menu *richMenu) *refusal {
		if !menu.hasImage {
			return notFound()
		}
		c.w.Header().Set("Content-Type", http.DetectContentType(menu.image))
		_, _ = c.w.Write(menu.image)
		return nil
	})
}
