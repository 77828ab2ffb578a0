using System.Text;

namespace OpenIaaS.Infrastructure.Simulation.Consoles;

/// <summary>
/// A text screen that text is written to: line feeds, returns, tabs and the few escape sequences our own programs use (colours, clearing, moving).
/// What scrolls out at the top is gone.
/// </summary>
sealed class Terminal(int columns, int rows)
{
    const char Escape = '\e';
    const int TabStop = 8;

    readonly StringBuilder sequence = new();
    Cell[] cells = Filled(columns * rows);
    byte ink = Palette.Grey;
    byte paper = Palette.Black;
    bool inSequence;

    public int Columns { get; private set; } = columns;

    public int Rows { get; private set; } = rows;

    /// <summary>Where the next character goes; the column may be one past the last, until the next character wraps.</summary>
    public (int Column, int Row) Cursor { get; private set; }

    /// <summary>Everything shown, row after row.</summary>
    public ReadOnlySpan<Cell> Cells => cells;

    /// <summary>What is shown as lines of text without the blanks at their ends.</summary>
    public string Text => string.Join('\n', Enumerable.Range(0, Rows).Select(row => string.Concat(cells[(row * Columns)..((row + 1) * Columns)].Select(cell => cell.Glyph)).TrimEnd())).TrimEnd();

    public void Write(string text)
    {
        foreach (var character in text)
        {
            if (inSequence) Continue(character);
            else Put(character);
        }
    }

    /// <summary>Goes back over characters written before, also to the line above.</summary>
    public void Back(int characters)
    {
        var at = Math.Max(0, (Cursor.Row * Columns) + Math.Min(Cursor.Column, Columns) - characters);
        Cursor = (at % Columns, at / Columns);
    }

    public void Clear()
    {
        Array.Fill(cells, Cell.Blank with { Paper = paper });
        Cursor = (0, 0);
    }

    /// <summary>Another size, empty.</summary>
    public void Resize(int toColumns, int toRows)
    {
        (Columns, Rows, cells) = (toColumns, toRows, Filled(toColumns * toRows));
        (Cursor, ink, paper) = ((0, 0), Palette.Grey, Palette.Black);
    }

    static Cell[] Filled(int count)
    {
        var blank = new Cell[count];
        Array.Fill(blank, Cell.Blank);
        return blank;
    }

    void Put(char character)
    {
        switch (character)
        {
            case Escape:
                inSequence = true;
                sequence.Clear();
                break;
            case '\n':
                Feed();
                break;
            case '\r':
                Cursor = (0, Cursor.Row);
                break;
            case '\t':
                do Show(' ');
                while (Cursor.Column % TabStop != 0 && Cursor.Column < Columns);
                break;
            case >= ' ':
                Show(character);
                break;
        }
    }

    void Show(char character)
    {
        if (Cursor.Column >= Columns) Feed();
        cells[(Cursor.Row * Columns) + Cursor.Column] = new Cell(character, ink, paper);
        Cursor = (Cursor.Column + 1, Cursor.Row);
    }

    /// <summary>To the beginning of the next line; the last one scrolls everything up.</summary>
    void Feed()
    {
        if (Cursor.Row + 1 < Rows)
        {
            Cursor = (0, Cursor.Row + 1);
            return;
        }

        cells.AsSpan(Columns).CopyTo(cells);
        cells.AsSpan(cells.Length - Columns).Fill(Cell.Blank with { Paper = paper });
        Cursor = (0, Rows - 1);
    }

    void Continue(char character)
    {
        if (character == '[' && sequence.Length == 0 || char.IsAsciiDigit(character) || character == ';')
        {
            sequence.Append(character);
            return;
        }

        inSequence = false;
        var numbers = sequence.ToString().TrimStart('[').Split(';').Select(number => int.TryParse(number, out var value) ? value : 0).ToArray();
        Obey(character, numbers);
    }

    void Obey(char command, int[] numbers)
    {
        switch (command)
        {
            case 'm':
                foreach (var number in numbers) Colour(number);
                break;
            case 'J':
                Clear();
                break;
            case 'K':
                cells.AsSpan((Cursor.Row * Columns) + Math.Min(Cursor.Column, Columns - 1), Columns - Math.Min(Cursor.Column, Columns - 1)).Fill(Cell.Blank with { Paper = paper });
                break;
            case 'H':
                Cursor = (Math.Clamp((numbers.Length > 1 ? numbers[1] : 1) - 1, 0, Columns - 1), Math.Clamp(numbers[0] - 1, 0, Rows - 1));
                break;
        }
    }

    void Colour(int number)
    {
        switch (number)
        {
            case 0:
                (ink, paper) = (Palette.Grey, Palette.Black);
                break;
            case 1:
                ink |= 8;
                break;
            case 7:
                (ink, paper) = (paper, ink);
                break;
            case >= 30 and <= 37:
                ink = (byte)(number - 30);
                break;
            case >= 40 and <= 47:
                paper = (byte)(number - 40);
                break;
            case >= 90 and <= 97:
                ink = (byte)(number - 82);
                break;
        }
    }
}
