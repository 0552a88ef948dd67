// Package sheet reads tables that people typed: CSV as Thai programs of any age
// save it, and the first sheet of a workbook. What comes out is rows of texts with
// the line each stood on; what the columns mean is the caller's.
//
// It trusts nothing. No formula is ever worked out, and a cell that holds one says
// so, since what it shows may be old or somebody's trick. Files have a largest
// size, a largest number of rows and of columns, and a workbook a largest size
// unpacked. It takes bytes, not paths: the files are opened above.
package sheet
