BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'A target' {
    BeforeEach {
        Enter-Folder
        Set-Content ./taken 'a file'
    }
    AfterEach { Pop-Location }

    It 'that cannot be written is refused before anything is sent' {
        $null = New-AIImage 'a fox' -OutFile ./fox.png
        foreach ($path in './taken/x.png', './taken/deep/{slug}.png', './taken/') {
            $run = Watch-Script {
                New-AIImage 'a hare' -OutFile $path
                New-AIImage 'a hare' -OutFile $path -Durable
                New-AIImage 'a hare' -OutFile $path -Force -Sidecar
                Edit-AIImage 'in the snow' -LiteralPath ./fox.png -OutFile $path
                Get-AIImageStream 'a hare' -OutFile $path
            }
            $run.Posts | Should -Be 0 -Because $path
            $run.Output | Should -BeNullOrEmpty
            $run.Errors | Should -Be (@('ImageWriteFailed') * 5) -Because $path
            $run.Messages | Should -BeLike '*Nothing was sent*'
        }

        Get-ChildItem -Force | ForEach-Object Name | Should -Be 'fox.png', 'taken'
    }

    It 'whose name no system can hold is refused before anything is sent' {
        $null = New-AIImage 'a fox' -OutFile ./fox.png
        foreach ($path in "x`0y.png", "./$('x' * 300)/y.png", 'Nowhere:/y.png') {
            $rows = [pscustomobject] @{ Prompt = 'a hare'; OutFile = $path },
                [pscustomobject] @{ Prompt = 'an owl'; OutFile = './owl.png' }
            $run = Watch-Script { $rows | New-AIImage -Force; Edit-AIImage 'x' -LiteralPath ./fox.png -OutFile $path }
            $run.Posts | Should -Be 1
            $run.Errors | Should -Be 'InvalidRequest', 'InvalidRequest'
            $run.Output.Prompt | Should -Be 'an owl'
        }

        Get-ErrorId { New-AIImage 'a fox' | Save-AIImage "x`0y.png" } | Should -Be 'InvalidRequest'
        Get-ErrorId { Edit-AIImage 'x' -LiteralPath "x`0y.png" } | Should -Be 'InvalidRequest'
        Get-ErrorId { Get-AIImage "x`0y.png" } | Should -Be 'ImageReadFailed'
    }

    It 'may have a question mark or a star in its name where the system has them' {
        if ($IsWindows) {
            (Watch-Script { New-AIImage 'a fox' -OutFile './x?.png' }).Posts | Should -Be 0
            (Watch-Script { New-AIImage 'a fox' -OutFile './x*.png' }).Errors | Should -Be 'InvalidRequest'
            return
        }

        foreach ($name in 'x?.png', 'x*.png', 'x:y.png') {
            $null = New-AIImage 'a fox' -OutFile "./$name" -Sidecar
            $copy = Get-AIImage -LiteralPath "./$name" | Save-AIImage './copy.png' -Force -PassThru
            $edit = Get-Item -LiteralPath "./$name" | Edit-AIImage 'in the snow' -OutFile "./edited/$name"

            $copy.Prompt | Should -Be 'a fox'
            $edit.ParentPath | Should -Be (Join-Path $PWD $name)
            Test-Path -LiteralPath "./edited/$name" | Should -BeTrue
        }
    }

    It 'of a copy that fails is not said to be saved' {
        $path = './taken/y.png'
        $run = Watch-Script { New-AIImage 'a fox' -OutFile ./fox.png | Save-AIImage $path }
        $image = New-AIImage 'a hare' -OutFile ./hare.png
        Remove-Item ./hare.png
        $gone = Watch-Script { $image | Save-AIImage ./copy.png }

        $run.Errors | Should -Be 'ImageWriteFailed'
        $run.Messages | Should -BeLike '*could not be written*taken*'
        $run.Messages | Should -Not -BeLike '*is saved*'
        Test-Path ./fox.png | Should -BeTrue
        $gone.Errors | Should -Be 'ImageReadFailed'
        $gone.Messages | Should -BeLike '*hare.png*'
        Test-Path ./copy.png | Should -BeFalse
    }

    It 'is one however it is spelt' {
        $null = New-PSDrive -Name Out -PSProvider FileSystem -Root $PWD
        foreach ($other in './y.png', 'deep/../y.png', 'Out:/y.png', (Join-Path $PWD 'y.png'), './/y.png') {
            $run = Watch-Script {
                'y.png', $other | ForEach-Object { [pscustomobject] @{ Prompt = "for $_"; OutFile = $_ } } |
                    New-AIImage -Force -ThrottleLimit 2
            }
            $run.Posts | Should -Be 1 -Because $other
            $run.Errors | Should -Be 'FileExists'
            $run.Output.Prompt | Should -Be 'for y.png'
        }
    }

    It 'of a row is found from the location, not from the directory of the process' {
        $name = "$([guid]::NewGuid()).png"
        $null = New-AIImage 'a fox' -OutFile "./$name"
        $row = [pscustomobject] @{ Path = $name }
        $copy = $row | Save-AIImage ./copy.png

        ($copy | Get-FileHash).Hash | Should -Be (Get-FileHash "./$name").Hash
        ($row | Edit-AIImage 'in the snow').ParentPath | Should -Be (Join-Path $PWD $name)
    }

    It 'of a format without previews asks for none' {
        foreach ($format in 'gif', 'svg') {
            $run = Watch-Script { Get-AIImageStream 'a fox' -OutputFormat $format -OutFile "./fox.$format" }
            $run.Errors | Should -BeNullOrEmpty
            $run.Output.Format | Should -Be $format
        }
    }
}

Describe 'The models of the service' {
    It 'are listed where they have the tool' {
        $listed = Get-AIImageModel -Online
        $known = Get-AIImageModel

        $listed | Where-Object Available | Should -Not -BeNullOrEmpty
        $listed.Where{ $_.Kind -eq 'Mainline' }.Name | Should -BeIn $known.Where{ $_.Kind -eq 'Mainline' }.Name
    }
}
