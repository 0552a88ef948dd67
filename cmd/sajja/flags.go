package main

import (
	"reflect"

	"github.com/alecthomas/kong"

	"sajja/ledger"
)

// dateFlag reads flags of type ledger.Date in the ISO form 2026-11-21.
func dateFlag() kong.Option { return flagOf("date", ledger.ParseDate) }

// moneyFlag reads flags of type ledger.Money such as 30 or 30.50.
func moneyFlag() kong.Option { return flagOf("amount", ledger.ParseMoney) }

// flagOf lets flags have a type that is read by a function.
func flagOf[T any](name string, parse func(string) (T, error)) kong.Option {
	return kong.TypeMapper(reflect.TypeFor[T](), kong.MapperFunc(
		func(ctx *kong.DecodeContext, target reflect.Value) error {
			var text string
			if err := ctx.Scan.PopValueInto(name, &text); err != nil {
				return err
			}
			value, err := parse(text)
			if err != nil {
				return err
			}
			target.Set(reflect.ValueOf(value))
			return nil
		}))
}
