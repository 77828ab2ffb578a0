using Bunit;
using OpenIaaS.Console.Shared;

namespace OpenIaaS.Tests.Shared.Components;

public sealed class FormFieldTests : ComponentTest
{
    [Fact]
    public void Label_names_the_input_inside()
    {
        var field = Field("Letters and digits.", null);

        Assert.Equal(field.Find("label").GetAttribute("for"), field.Find("input").Id);
    }

    [Fact]
    public void Help_describes_the_input()
    {
        var field = Field("Letters and digits.", null);

        Assert.Equal("Letters and digits.", Described(field));
        Assert.False(field.Find("input").HasAttribute("aria-invalid"));
    }

    [Fact]
    public void Error_replaces_the_help_and_marks_the_input_invalid()
    {
        var field = Field("Letters and digits.", null);

        field.Render(p => p.Add(f => f.Error, "A name has 1 to 63 characters."));

        Assert.Equal("A name has 1 to 63 characters.", Described(field));
        Assert.Equal("true", field.Find("input").GetAttribute("aria-invalid"));
        Assert.DoesNotContain("Letters and digits.", field.Markup);
    }

    [Fact]
    public void Locked_field_cannot_be_changed()
    {
        var told = 0;
        var field = Render<FormField>(p => p
            .Add(f => f.Label, "Tenant").Add(f => f.Locked, true)
            .AddChildContent<TextInput>(i => i.Add(t => t.Value, "Production").Add(t => t.ValueChanged, _ => told++)));

        field.Find("input").Change("Other");

        Assert.Equal(0, told);
        Assert.True(field.Find("input").HasAttribute("readonly"));
    }

    [Fact]
    public void Number_field_steps_between_its_bounds()
    {
        int? value = 7;
        var input = Render<NumberInput<int?>>(p => p.Add(n => n.Value, value).Add(n => n.Max, 8).Add(n => n.ValueChanged, v => value = v));

        input.Find("button[aria-label=More]").Click();
        Assert.Equal(8, value);
        input.Render(p => p.Add(n => n.Value, value));
        input.Find("button[aria-label=More]").Click();

        Assert.Equal(8, value);
    }

    [Fact]
    public void Emptied_nullable_number_is_null()
    {
        long? value = 7;
        var input = Render<NumberInput<long?>>(p => p.Add(n => n.Value, value).Add(n => n.ValueChanged, v => value = v));

        input.Find("input").Change("");

        Assert.Null(value);
    }

    [Fact]
    public void Select_shows_a_refused_choice_with_its_reason()
    {
        var select = Render<SelectInput<string>>(p => p.Add(s => s.Value, "a").Add(s => s.Options,
            [new("a", "AZ05"), new("b", "AZ06", "Not of this pool")]));

        var refused = select.FindAll("option")[1];
        Assert.True(refused.HasAttribute("disabled"));
        Assert.Contains("Not of this pool", refused.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_tells_the_value_that_was_picked()
    {
        var picked = "";
        var select = Render<SelectInput<string>>(p => p.Add(s => s.Options, [new("a", "AZ05"), new("b", "AZ06")]).Add(s => s.ValueChanged, v => picked = v));

        select.Find("select").Change("1");

        Assert.Equal("b", picked);
    }

    [Fact]
    public void Search_tells_once_the_typing_rests()
    {
        var told = new List<string>();
        var search = Render<SearchInput>(p => p.Add(s => s.Placeholder, "Name").Add(s => s.ValueChanged, told.Add));

        search.Find("input").Input("er");
        Clock.Advance(TimeSpan.FromMilliseconds(100));
        search.Find("input").Input("erp");
        Clock.Advance(TimeSpan.FromMilliseconds(150));
        Assert.Empty(told);
        Clock.Advance(TimeSpan.FromMilliseconds(60));

        search.WaitForAssertion(() => Assert.Equal(["erp"], told));
    }

    IRenderedComponent<FormField> Field(string help, string? error) => Render<FormField>(p => p
        .Add(f => f.Label, "Policy name").Add(f => f.Help, help).Add(f => f.Error, error)
        .AddChildContent<TextInput>(i => i.Add(t => t.Value, "erp")));

    static string Described(IRenderedComponent<FormField> field) =>
        field.Find("#" + field.Find("input").GetAttribute("aria-describedby")).TextContent;
}
